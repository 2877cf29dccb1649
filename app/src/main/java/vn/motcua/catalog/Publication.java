package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;
import static vn.motcua.catalog.RecordReader.texts;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/** Publishes procedure packages as versions: all of them, or none and the list of what is wrong where. */
@Component
class Publication {

    private final JdbcClient jdbc;
    private final PackageCheck check;
    private final ProcessCheck processCheck;
    private final Processes processes;
    private final TransactionTemplate transaction;

    Publication(
            JdbcClient jdbc,
            PackageCheck check,
            ProcessCheck processCheck,
            Processes processes,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.check = check;
        this.processCheck = processCheck;
        this.processes = processes;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The newest version of a procedure that is or will be in force. */
    private record Latest(
            long id, LocalDate announcedFrom, LocalDate validFrom, String contentHash, boolean byOfficer) {}

    /**
     * How an officer publishes what another has written.
     *
     * @param from first day in force
     */
    record Terms(
            LocalDate from,
            @Nullable OfficerId editedById,
            String editedBy,
            Set<OfficerId> editors,
            OfficerId byId,
            String by,
            String reason) {}

    /**
     * Publishes what comes with the product and is new or changed; an unchanged package is left alone, and so is a
     * procedure that officers have published a version of. A package that names a later first day of
     * validity follows its predecessor and ends it; one that names the same day corrects it, in force from today.
     *
     * @return the versions that were added
     */
    Result<List<ProcedureVersionId>> publish(List<ProcedurePackage> packages, Instant now) {
        Result<List<ProcedureVersionId>> result = transaction.execute(status -> {
            List<Problem> problems = new ArrayList<>();
            List<ProcedureVersionId> added = new ArrayList<>();
            for (ProcedurePackage pack : packages) {
                Faults faults = new Faults(pack.code());
                publish(pack, faults, now).ifPresent(added::add);
                problems.addAll(faults.problems());
            }
            if (problems.isEmpty()) {
                return Result.done(List.copyOf(added));
            }
            status.setRollbackOnly();
            return Result.refused(problems);
        });
        return Objects.requireNonNull(result);
    }

    private Optional<ProcedureVersionId> publish(ProcedurePackage pack, Faults faults, Instant now) {
        Latest latest = latest(pack.code());
        if (latest != null && (latest.byOfficer() || latest.contentHash().equals(pack.contentHash()))) {
            return Optional.empty();
        }
        PackageCheck.Checked checked = whole(pack, faults, now);
        if (checked == null) {
            return Optional.empty();
        }
        LocalDate announced = LocalDate.parse(text(checked.procedure(), "validFrom"));
        LocalDate today = LocalDate.ofInstant(now, Vietnam.ZONE);
        LocalDate from = announced;
        if (latest != null && announced.equals(latest.announcedFrom())) {
            from = today.isAfter(latest.validFrom()) ? today : latest.validFrom();
        } else if (latest != null && !announced.isAfter(latest.validFrom())) {
            faults.at(
                    ProcedurePackage.RECORD,
                    "/validFrom",
                    "validity-overlap",
                    pack.code(),
                    latest.validFrom().toString());
            return Optional.empty();
        }
        return follow(latest, pack, checked, from, null, faults, now);
    }

    /**
     * Publishes what one officer wrote and another answers for, in the caller's transaction. It ends its predecessor on
     * the day it takes over; one that would have taken over the same day is never in force.
     */
    Optional<ProcedureVersionId> publish(ProcedurePackage pack, Terms terms, Faults faults, Instant now) {
        Latest latest = latest(pack.code());
        if (latest != null && terms.from().isBefore(latest.validFrom())) {
            faults.at(
                    ProcedurePackage.RECORD,
                    "/validFrom",
                    "validity-overlap",
                    pack.code(),
                    latest.validFrom().toString());
            return Optional.empty();
        }
        PackageCheck.Checked checked = whole(pack, faults, now);
        if (checked == null) {
            return Optional.empty();
        }
        LocalDate announced = LocalDate.parse(text(checked.procedure(), "validFrom"));
        if (terms.from().isBefore(announced)) {
            faults.at(ProcedurePackage.RECORD, "/validFrom", "package-early", announced.toString());
            return Optional.empty();
        }
        return follow(latest, pack, checked, terms.from(), terms, faults, now);
    }

    /** Everything that keeps a package from being published. */
    List<Problem> problems(ProcedurePackage pack, Instant now) {
        Faults faults = new Faults(pack.code());
        whole(pack, faults, now);
        return faults.problems();
    }

    private PackageCheck.@Nullable Checked whole(ProcedurePackage pack, Faults faults, Instant now) {
        PackageCheck.Checked checked = check.check(pack, faults);
        askedOfForm(pack, faults);
        if (checked == null) {
            return null;
        }
        Processes.check(pack.process()).forEach(p -> faults.passOn(ProcedurePackage.PROCESS, p));
        for (TaskForm form : ProcessDesign.forms(pack.file(ProcedurePackage.PROCESS))) {
            PackageCheck.problems(form).forEach(p -> faults.passOn(ProcedurePackage.PROCESS, p));
        }
        if (faults.none()) {
            processCheck.check(pack, checked.procedure(), faults, now);
        }
        return faults.none() ? checked : null;
    }

    /** A condition on an answer nobody is asked for, or on a part it does not have, is never what its writer meant. */
    private static void askedOfForm(ProcedurePackage pack, Faults faults) {
        Map<String, FormDesign.Kind> kinds = FormDesign.of(pack.files())
                .map(form -> form.questions().stream()
                        .collect(Collectors.toMap(
                                FormDesign.Question::name, FormDesign.Question::kind, (first, _) -> first)))
                .orElse(Map.of());
        if (kinds.isEmpty()) {
            return;
        }
        for (ProcessDesign.Asked asked : ProcessDesign.asked(pack.process(), "form")) {
            List<String> part = asked.path().subList(1, asked.path().size());
            FormDesign.Kind kind = kinds.get(asked.path().getFirst());
            String wrong = kind == FormDesign.Kind.ADDRESS
                    ? AddressShape.isPart(part) ? "" : "package-process-address"
                    : kind != null && part.isEmpty() ? "" : "package-process-field";
            if (!wrong.isEmpty()) {
                faults.at(
                        ProcedurePackage.PROCESS,
                        "",
                        wrong,
                        String.join(".", asked.path()),
                        asked.flow(),
                        Integer.toString(asked.line()));
            }
        }
    }

    private Optional<ProcedureVersionId> follow(
            @Nullable Latest latest,
            ProcedurePackage pack,
            PackageCheck.Checked checked,
            LocalDate from,
            @Nullable Terms terms,
            Faults faults,
            Instant now) {
        String validTo = text(checked.procedure(), "validTo");
        if (!validTo.isEmpty() && !LocalDate.parse(validTo).isAfter(from)) {
            faults.at(ProcedurePackage.RECORD, "/validTo", "package-over", validTo);
            return Optional.empty();
        }
        return switch (processes.publish(pack.code(), pack.process())) {
            case Result.Done<DefinitionId> done -> {
                if (latest != null) {
                    end(latest, from);
                }
                yield Optional.of(insert(pack, checked, from, terms, done.value(), now));
            }
            case Result.Refused<DefinitionId> refused -> {
                refused.problems().forEach(p -> faults.passOn(ProcedurePackage.PROCESS, p));
                yield Optional.empty();
            }
        };
    }

    /** Ends a version that is in force: from this day on nobody can file by it. */
    void end(ProcedureVersionId version, LocalDate day) {
        jdbc.sql("""
                        UPDATE catalog.procedure_version SET valid_to = greatest(valid_from, :day::date), ends_at = :day::date
                         WHERE id = :id
                        """).param("day", day).param("id", version.value()).update();
    }

    /** Lets a version never begin; the one it would have followed goes on until its own end or what comes next. */
    void withdraw(ProcedureVersionId version) {
        jdbc.sql("UPDATE catalog.procedure_version SET valid_to = valid_from WHERE id = :id")
                .param("id", version.value())
                .update();
        jdbc.sql("""
                        UPDATE catalog.procedure_version before
                           SET valid_to = least(before.ends_at,
                                                (SELECT min(later.valid_from) FROM catalog.procedure_version later
                                                  WHERE later.procedure_id = before.procedure_id
                                                    AND later.valid_from >= before.valid_to
                                                    AND NOT isempty(later.validity)))
                          FROM catalog.procedure_version never
                         WHERE never.id = :id
                           AND before.procedure_id = never.procedure_id AND before.valid_to = never.valid_from
                           AND NOT isempty(before.validity)
                        """).param("id", version.value()).update();
    }

    /** The newest version, its procedure locked so that two publications cannot both follow it. */
    private @Nullable Latest latest(String code) {
        // first the lock, then the look: what was committed while it was waited for is seen
        jdbc.sql("SELECT id FROM catalog.procedure WHERE code = :code FOR UPDATE")
                .param("code", code)
                .query(Long.class)
                .optional();
        return jdbc.sql("""
                        SELECT v.id, v.announced_from, v.valid_from, v.content_hash,
                               v.published_by IS NOT NULL AS by_officer
                          FROM catalog.procedure p JOIN catalog.procedure_version v ON v.procedure_id = p.id
                         WHERE p.code = :code AND NOT isempty(v.validity)
                         ORDER BY v.valid_from DESC, v.id DESC
                         LIMIT 1
                        """)
                .param("code", code)
                .query((row, n) -> new Latest(
                        row.getLong("id"),
                        row.getObject("announced_from", LocalDate.class),
                        row.getObject("valid_from", LocalDate.class),
                        row.getString("content_hash"),
                        row.getBoolean("by_officer")))
                .optional()
                .orElse(null);
    }

    private void end(Latest latest, LocalDate successorFrom) {
        jdbc.sql("""
                        UPDATE catalog.procedure_version SET valid_to = :day
                         WHERE id = :id AND (valid_to IS NULL OR valid_to > :day)
                        """).param("id", latest.id()).param("day", successorFrom).update();
    }

    private ProcedureVersionId insert(
            ProcedurePackage pack,
            PackageCheck.Checked checked,
            LocalDate from,
            @Nullable Terms terms,
            DefinitionId definition,
            Instant now) {
        String validTo = text(checked.procedure(), "validTo");
        OfficerId editedById = terms == null ? null : terms.editedById();
        jdbc.sql("INSERT INTO catalog.procedure (code) VALUES (:code) ON CONFLICT (code) DO NOTHING")
                .param("code", pack.code())
                .update();
        long id = jdbc.sql("""
                        INSERT INTO catalog.procedure_version
                               (procedure_id, announced_from, valid_from, valid_to, ends_at, audiences, definition_id,
                                record, form_schema, form_ui, package, content_hash, published_at,
                                edited_by, edited_by_id, published_by, published_by_id, reason, editor_ids)
                        SELECT p.id, :announced::date, :from::date, :to::date, :to::date, :audiences::text[], :definition,
                               :record::jsonb, :schema::jsonb, :ui::jsonb, :package::jsonb, :hash, :now::timestamptz,
                               :edited, :editedId, :by, :byId, :reason, :editors::bigint[]
                          FROM catalog.procedure p WHERE p.code = :code
                        RETURNING id
                        """)
                .param("code", pack.code())
                .param("announced", LocalDate.parse(text(checked.procedure(), "validFrom")))
                .param("from", from)
                .param("to", validTo.isEmpty() ? null : LocalDate.parse(validTo), Types.DATE)
                .param(
                        "audiences",
                        "{" + String.join(",", texts(checked.procedure().path("audiences"))) + "}")
                .param("definition", definition.value())
                .param("record", checked.procedure().toString())
                .param("schema", checked.schema().toString())
                .param("ui", checked.ui().toString())
                .param("package", pack.toJson().toString())
                .param("hash", pack.contentHash())
                .param("now", Timestamp.from(now))
                .param("edited", terms == null ? null : terms.editedBy(), Types.VARCHAR)
                .param("editedId", editedById == null ? null : editedById.value(), Types.BIGINT)
                .param("by", terms == null ? null : terms.by(), Types.VARCHAR)
                .param("byId", terms == null ? null : terms.byId().value(), Types.BIGINT)
                .param("reason", terms == null ? null : terms.reason(), Types.VARCHAR)
                .param("editors", editors(terms))
                .query(Long.class)
                .single();
        phrases(checked)
                .forEach((phrase, weight) -> jdbc.sql("""
                        INSERT INTO catalog.procedure_phrase (version_id, phrase, weight)
                        VALUES (:version, public.fold(:phrase), :weight)
                            ON CONFLICT (version_id, phrase) DO UPDATE
                           SET weight = greatest(procedure_phrase.weight, excluded.weight)
                        """)
                        .param("version", id)
                        .param("phrase", phrase)
                        .param("weight", weight)
                        .update());
        return new ProcedureVersionId(id);
    }

    private static String editors(@Nullable Terms terms) {
        return terms == null
                ? "{}"
                : terms.editors().stream()
                        .map(id -> Long.toString(id.value()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** What a version is looked for by, with how much a match there counts. */
    private static Map<String, Double> phrases(PackageCheck.Checked checked) {
        var r = checked.procedure();
        Map<String, Double> phrases = new LinkedHashMap<>();
        phrases.put(text(r, "code"), 1.0);
        phrases.put(text(r, "shortName"), 1.0);
        phrases.putIfAbsent(text(r, "name"), 1.0);
        if (r.has("nameEn")) {
            phrases.putIfAbsent(text(r, "nameEn"), 1.0);
        }
        each(r.path("keywords")).forEach(k -> phrases.putIfAbsent(k.asString(""), 0.97));
        phrases.putIfAbsent(text(r.path("result"), "name"), 0.8);
        phrases.putIfAbsent(text(r.path("sector"), "name"), 0.6);
        return phrases;
    }
}
