package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.text;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Areas;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.ProcessChange;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.StepTable;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.PlainText;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Writing versions of procedures and publishing them by four eyes (hai người): who had a hand in a draft never publishes it.
 * Every act is written down with who did it and what it changed; a refused one has changed nothing.
 */
@Service
@Transactional
public class ProcedureDrafts {

    private static final int MOST_REASON = 500;
    private static final int MOST_TOLD = 12;

    /** In characters, of all files of a package together. */
    private static final int MOST_TEXT = 4_000_000;

    private final JdbcClient jdbc;
    private final Publication publication;
    private final CatalogShelf shelf;
    private final Catalog catalog;
    private final Areas areas;
    private final Clock clock;

    ProcedureDrafts(
            JdbcClient jdbc, Publication publication, CatalogShelf shelf, Catalog catalog, Areas areas, Clock clock) {
        this.jdbc = jdbc;
        this.publication = publication;
        this.shelf = shelf;
        this.catalog = catalog;
        this.areas = areas;
        this.clock = clock;
    }

    /**
     * The files a package may have, in the order in which people read them: those of each form that is there or that a
     * step of its process names come last.
     */
    public static List<String> fileNames(Map<String, String> files) {
        var pack = new ProcedurePackage("", files);
        Set<String> keys = pack.stepForms();
        String bpmn = pack.file(ProcedurePackage.PROCESS);
        if (!bpmn.isBlank() && ProcessDesign.readable(bpmn) instanceof Result.Done<String>) {
            ProcessDesign.table(bpmn).rows().stream()
                    .map(StepTable.Row::form)
                    .filter(TaskForm::isKey)
                    .forEach(keys::add);
        }
        return Stream.of(
                        ProcedurePackage.NAMES.stream(),
                        ProcedurePackage.MORE.stream(),
                        keys.stream().flatMap(key -> ProcedurePackage.filesOfStep(key).stream()))
                .flatMap(names -> names)
                .toList();
    }

    /** Whether a package can have a file of that name. */
    public static boolean isFileName(String name) {
        return ProcedurePackage.isKnown(name);
    }

    @Transactional(readOnly = true)
    public Optional<ProcedureDraft> find(String code) {
        return jdbc.sql("SELECT * FROM catalog.draft WHERE code = :code")
                .param("code", code)
                .query(ProcedureDrafts::draft)
                .optional();
    }

    /**
     * Begins a draft from a version, an earlier one to bring its content back; refused while there is a draft.
     */
    public Result<ProcedureDraft> begin(ProcedureVersionId from, Actor.Officer officer, Instant now) {
        String code = catalog.version(from).code();
        Map<String, String> files = catalog.sourceOf(from);
        int added = add(code, files, newest(code).orElse(from), ProcedureDraft.Origin.VERSION, officer, now);
        ProcedureDraft draft = find(code).orElseThrow();
        if (added == 0) {
            return Result.refused(Problem.of("catalog.draft-exists", draft.begunBy()));
        }
        log(draft, CatalogAct.Kind.BEGUN, officer, numbered(code, from), List.of(), now);
        return Result.done(draft);
    }

    /** Begins a draft of a procedure that is not in the catalogue; refused when the code is taken or none. */
    public Result<ProcedureDraft> begin(String code, String name, Actor.Officer officer, Instant now) {
        if (!code.matches("[0-9A-Z][0-9A-Za-z.-]{2,60}")) {
            return Result.refused(Problem.at("ma", "catalog.code-wrong"));
        }
        if (name.isBlank()) {
            return Result.refused(Problem.at("ten", "catalog.name-missing"));
        }
        if (newest(code).isPresent()) {
            return Result.refused(Problem.at("ma", "catalog.code-taken", code));
        }
        var record = Json.MAPPER.createObjectNode().put("code", code).put("name", name.strip());
        int added = add(
                code,
                Map.of(ProcedurePackage.RECORD, Json.YAML.writeValueAsString(record)),
                null,
                ProcedureDraft.Origin.VERSION,
                officer,
                now);
        if (added == 0) {
            return Result.refused(Problem.at("ma", "catalog.code-taken", code));
        }
        ProcedureDraft draft = find(code).orElseThrow();
        log(draft, CatalogAct.Kind.BEGUN, officer, null, List.of(), now);
        return Result.done(draft);
    }

    /**
     * Saves a draft, whole or not; refused when its record cannot be read, or somebody else has saved since that
     * revision, and then with what they changed. A draft that was submitted is being edited again.
     */
    public Result<ProcedureDraft> save(
            String code, int revision, Map<String, String> files, Actor.Officer officer, Instant now) {
        Map<String, String> kept = plain(files);
        List<Problem> unreadable = unreadable(code, kept);
        if (!unreadable.isEmpty()) {
            return Result.refused(unreadable);
        }
        return at(code, revision).map(draft -> {
            var pack = new ProcedurePackage(code, kept);
            if (pack.contentHash().equals(new ProcedurePackage(code, draft.files()).contentHash())) {
                return draft;
            }
            jdbc.sql("""
                            UPDATE catalog.draft
                               SET files = :files::jsonb, content_hash = :hash, name = :name, faults = :faults,
                                   state = 'EDITING', remark = NULL, revision = revision + 1,
                                   changed_by_id = :id, changed_by = :by, changed_at = :now,
                                   editor_ids = array_remove(editor_ids, :id) || :id
                             WHERE code = :code
                            """)
                    .param("files", Json.MAPPER.writeValueAsString(pack.files()))
                    .param("hash", pack.contentHash())
                    .param("name", nameOf(pack))
                    .param("faults", publication.problems(pack, now).size())
                    .param("id", officer.id().value(), Types.BIGINT)
                    .param("by", officer.displayName())
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("code", code)
                    .update();
            ProcedureDraft saved = find(code).orElseThrow();
            List<ProcedureChange> changes = ProcedureDifference.between(draft.files(), saved.files());
            log(saved, CatalogAct.Kind.SAVED, officer, null, changes, now);
            return saved;
        });
    }

    /** Everything that keeps these files from being published, each with its place within them. */
    @Transactional(readOnly = true)
    public List<Problem> problems(String code, Map<String, String> files) {
        return publication.problems(new ProcedurePackage(code, files), clock.instant());
    }

    /** The form that is in these files, to be tried; empty while they are none that could be drawn. */
    public Optional<Form> preview(Map<String, String> files) {
        return FormPreview.of(files, areas, clock);
    }

    /** What a draft changes of the version it follows; all of it where there is none. */
    @Transactional(readOnly = true)
    public List<ProcedureChange> changes(ProcedureDraft draft) {
        ProcedureVersionId base = draft.basedOn();
        return ProcedureDifference.between(base == null ? Map.of() : catalog.sourceOf(base), draft.files());
    }

    /** Element by element, what a draft changes of the process and its decision tables. */
    @Transactional(readOnly = true)
    public List<ProcessChange> processChanges(ProcedureDraft draft) {
        ProcedureVersionId base = draft.basedOn();
        return ProcedureDifference.processes(base == null ? Map.of() : catalog.sourceOf(base), draft.files());
    }

    /** The same between two versions. */
    @Transactional(readOnly = true)
    public List<ProcessChange> processChanges(ProcedureVersionId before, ProcedureVersionId after) {
        return ProcedureDifference.processes(catalog.sourceOf(before), catalog.sourceOf(after));
    }

    /** What differs between two versions. */
    @Transactional(readOnly = true)
    public List<ProcedureChange> changes(ProcedureVersionId before, ProcedureVersionId after) {
        return ProcedureDifference.between(catalog.sourceOf(before), catalog.sourceOf(after));
    }

    /** Hands a draft without faults to whoever publishes. */
    public Result<ProcedureDraft> submit(String code, int revision, Actor.Officer officer, Instant now) {
        return at(code, revision).flatMap(draft -> {
            List<Problem> faults = problems(code, draft.files());
            if (!faults.isEmpty()) {
                return Result.refused(faults);
            }
            if (changes(draft).isEmpty()) {
                return Result.refused(Problem.of("catalog.nothing-changed"));
            }
            state(code, ProcedureDraft.State.SUBMITTED, null);
            log(draft, CatalogAct.Kind.SUBMITTED, officer, null, List.of(), now);
            return Result.done(find(code).orElseThrow());
        });
    }

    /** Gives a submitted draft back to be worked on, with what is to be done about it. */
    public Result<ProcedureDraft> sendBack(
            String code, int revision, String remark, Actor.Officer officer, Instant now) {
        Optional<Problem> lacking = lacking(remark);
        return lacking.isPresent()
                ? Result.refused(lacking.get())
                : submitted(code, revision).map(draft -> {
                    state(code, ProcedureDraft.State.SENT_BACK, remark.strip());
                    log(draft, CatalogAct.Kind.SENT_BACK, officer, remark.strip(), List.of(), now);
                    return find(code).orElseThrow();
                });
    }

    public Result<ProcedureDraft> discard(String code, int revision, Actor.Officer officer, Instant now) {
        return at(code, revision).map(draft -> {
            remove(code);
            log(draft, CatalogAct.Kind.DISCARDED, officer, null, List.of(), now);
            return draft;
        });
    }

    /**
     * Publishes a submitted draft as the next version, in force from a day on without anybody doing anything then. Who
     * began it or changed it since is refused.
     *
     * @param from not before today
     */
    public Result<ProcedureVersionId> publish(
            String code, int revision, LocalDate from, String reason, Actor.Officer officer, Instant now) {
        Optional<Problem> lacking = lacking(reason);
        if (lacking.isPresent()) {
            return Result.refused(lacking.get());
        }
        if (from.isBefore(LocalDate.ofInstant(now, Vietnam.ZONE))) {
            return Result.refused(Problem.at("tu-ngay", "catalog.from-past"));
        }
        return submitted(code, revision).flatMap(draft -> {
            if (draft.editors().contains(officer.id())) {
                return Result.refused(Problem.of("catalog.four-eyes"));
            }
            ProcedureVersionId newest = newest(code).orElse(null);
            if (newest != null && !newest.equals(draft.basedOn()) && !wasWithdrawn(draft.basedOn())) {
                return Result.refused(Problem.of("catalog.version-since"));
            }
            Faults faults = new Faults(code);
            var pack = new ProcedurePackage(code, draft.files());
            List<ProcedureChange> changes = changes(draft);
            Optional<ProcedureVersionId> added = publication.publish(
                    pack,
                    new Publication.Terms(
                            from,
                            draft.changedById(),
                            draft.changedBy(),
                            draft.editors(),
                            officer.id(),
                            officer.displayName(),
                            reason.strip()),
                    faults,
                    now);
            if (added.isEmpty()) {
                TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
                return Result.refused(faults.problems());
            }
            remove(code);
            log(code, CatalogAct.Kind.PUBLISHED, null, added.get(), officer, reason.strip(), changes, now);
            return Result.done(added.get());
        });
    }

    /**
     * Lets a version end on a day, or one that has not begun never begin; the one before that goes on.
     *
     * @param day the first day it is no longer in force, not before today
     */
    public Result<ProcedureVersionId> end(
            ProcedureVersionId id, LocalDate day, String reason, Actor.Officer officer, Instant now) {
        String code = catalog.version(id).code();
        jdbc.sql("SELECT id FROM catalog.procedure WHERE code = :code FOR UPDATE")
                .param("code", code)
                .query(Long.class)
                .single();
        ProcedureVersion version = shelf.versions(code).stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow();
        Optional<Problem> lacking = lacking(reason);
        if (lacking.isPresent()) {
            return Result.refused(lacking.get());
        }
        LocalDate until = version.to();
        if (version.state() != ProcedureVersion.State.NOW && version.state() != ProcedureVersion.State.COMING) {
            return Result.refused(Problem.of("catalog.version-over"));
        }
        if (version.state() == ProcedureVersion.State.NOW) {
            if (day.isBefore(LocalDate.ofInstant(now, Vietnam.ZONE))) {
                return Result.refused(Problem.at("den-ngay", "catalog.end-past"));
            }
            if (until != null && day.isAfter(until)) {
                return Result.refused(Problem.at("den-ngay", "catalog.end-later"));
            }
        }
        if (version.state() == ProcedureVersion.State.COMING) {
            publication.withdraw(id);
        } else {
            publication.end(id, day);
        }
        log(code, CatalogAct.Kind.ENDED, null, id, officer, reason.strip(), List.of(), now);
        return Result.done(id);
    }

    /** The newest version of a procedure that is, was or will be in force. */
    Optional<ProcedureVersionId> newest(String code) {
        return jdbc.sql("""
                        SELECT v.id FROM catalog.procedure_version v JOIN catalog.procedure p ON p.id = v.procedure_id
                         WHERE p.code = :code AND NOT isempty(v.validity)
                         ORDER BY v.valid_from DESC, v.id DESC LIMIT 1
                        """)
                .param("code", code)
                .query((row, _) -> new ProcedureVersionId(row.getLong("id")))
                .optional();
    }

    /** Takes a package over as a draft, in place of one that was itself only taken over and never edited. */
    void taken(
            ProcedurePackage pack,
            @Nullable ProcedureVersionId basedOn,
            ProcedureDraft.Origin origin,
            int faults,
            List<ProcedureChange> changes,
            Actor by,
            Instant now) {
        jdbc.sql("DELETE FROM catalog.draft WHERE code = :code")
                .param("code", pack.code())
                .update();
        insert(pack, basedOn, origin, faults, by, now);
        int revision = jdbc.sql("SELECT revision FROM catalog.draft WHERE code = :code")
                .param("code", pack.code())
                .query(Integer.class)
                .single();
        log(pack.code(), CatalogAct.Kind.IMPORTED, revision, null, by, null, changes, now);
    }

    private int add(
            String code,
            Map<String, String> files,
            @Nullable ProcedureVersionId from,
            ProcedureDraft.Origin origin,
            Actor by,
            Instant now) {
        var pack = new ProcedurePackage(code, files);
        return insert(pack, from, origin, publication.problems(pack, now).size(), by, now);
    }

    private int insert(
            ProcedurePackage pack,
            @Nullable ProcedureVersionId from,
            ProcedureDraft.Origin origin,
            int faults,
            Actor by,
            Instant now) {
        OfficerId officer = by instanceof Actor.Officer o ? o.id() : null;
        return jdbc.sql("""
                        INSERT INTO catalog.draft (code, name, files, content_hash, based_on, origin, faults, begun_by,
                                                   begun_at, changed_by_id, changed_by, changed_at, editor_ids, revision)
                        VALUES (:code, :name, :files::jsonb, :hash, :from, :origin, :faults, :by, :now, :id, :by, :now,
                                array_remove(ARRAY[:id::bigint], NULL),
                                -- no revision of a draft that is gone comes back
                                (SELECT coalesce(max(l.revision), 0) + 1 FROM catalog.edit_log l WHERE l.code = :code))
                            ON CONFLICT (code) DO NOTHING
                        """)
                .param("code", pack.code())
                .param("name", nameOf(pack))
                .param("files", Json.MAPPER.writeValueAsString(pack.files()))
                .param("hash", pack.contentHash())
                .param("from", from == null ? null : from.value(), Types.BIGINT)
                .param("origin", origin.name())
                .param("faults", faults)
                .param("by", by.displayName())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", officer == null ? null : officer.value(), Types.BIGINT)
                .update();
    }

    private static String nameOf(ProcedurePackage pack) {
        JsonNode record = ProcedureDifference.recordOf(pack.files());
        String name = text(record, "shortName");
        return name.isEmpty() ? text(record, "name") : name;
    }

    private static Map<String, String> plain(Map<String, String> files) {
        Map<String, String> kept = new HashMap<>();
        files.forEach((name, content) -> {
            if (ProcedurePackage.isKnown(name) && !content.isBlank()) {
                kept.put(name, PlainText.cleaned(content));
            }
        });
        return kept;
    }

    private static List<Problem> unreadable(String code, Map<String, String> files) {
        if (files.values().stream().mapToInt(String::length).sum() > MOST_TEXT) {
            return List.of(Problem.of("catalog.package-large"));
        }
        JsonNode record = ProcedureDifference.recordOf(files);
        if (!record.isObject()) {
            return List.of(Problem.of("catalog.record-unreadable"));
        }
        return text(record, "code").equals(code)
                ? List.of()
                : List.of(Problem.of("catalog.package-code", text(record, "code"), code));
    }

    /** The draft as it stands, locked; refused when it is gone, or was saved since, and then with what was changed. */
    private Result<ProcedureDraft> at(String code, int revision) {
        ProcedureDraft draft = jdbc.sql("SELECT * FROM catalog.draft WHERE code = :code FOR UPDATE")
                .param("code", code)
                .query(ProcedureDrafts::draft)
                .optional()
                .orElse(null);
        if (draft == null) {
            return Result.refused(Problem.of("catalog.draft-gone"));
        }
        if (draft.revision() == revision) {
            return Result.done(draft);
        }
        List<Problem> told = new ArrayList<>();
        List<ProcedureChange> changes = shelf.changesSince(code, revision);
        told.add(Problem.of("catalog.draft-stale", draft.changedBy(), changes.size()));
        changes.stream()
                .limit(MOST_TOLD)
                .forEach(change -> told.add(Problem.of(
                        "catalog.draft-stale-change",
                        change.whatKey(),
                        change.where(),
                        Objects.requireNonNullElse(change.before(), "–"),
                        Objects.requireNonNullElse(change.after(), "–"))));
        return Result.refused(told);
    }

    private Result<ProcedureDraft> submitted(String code, int revision) {
        return at(code, revision)
                .flatMap(draft -> draft.state() == ProcedureDraft.State.SUBMITTED
                        ? Result.done(draft)
                        : Result.refused(Problem.of("catalog.not-submitted")));
    }

    private void state(String code, ProcedureDraft.State state, @Nullable String remark) {
        jdbc.sql("UPDATE catalog.draft SET state = :state, remark = :remark WHERE code = :code")
                .param("state", state.name())
                .param("remark", remark, Types.VARCHAR)
                .param("code", code)
                .update();
    }

    /** A version that never began: a draft that was begun from it follows what goes on in its place. */
    private boolean wasWithdrawn(@Nullable ProcedureVersionId version) {
        return version != null
                && jdbc.sql("SELECT isempty(validity) FROM catalog.procedure_version WHERE id = :id")
                        .param("id", version.value())
                        .query(Boolean.class)
                        .single();
    }

    private void remove(String code) {
        jdbc.sql("DELETE FROM catalog.draft WHERE code = :code")
                .param("code", code)
                .update();
    }

    private static Optional<Problem> lacking(String reason) {
        if (reason.isBlank()) {
            return Optional.of(Problem.at("ly-do", "catalog.reason-missing"));
        }
        return reason.strip().length() > MOST_REASON
                ? Optional.of(Problem.at("ly-do", "catalog.reason-long", MOST_REASON))
                : Optional.empty();
    }

    private @Nullable String numbered(String code, ProcedureVersionId version) {
        return shelf.versions(code).stream()
                .filter(v -> v.id().equals(version))
                .map(v -> "#" + v.number())
                .findFirst()
                .orElse(null);
    }

    private void log(
            ProcedureDraft draft,
            CatalogAct.Kind act,
            Actor by,
            @Nullable String remark,
            List<ProcedureChange> changes,
            Instant now) {
        log(draft.code(), act, draft.revision(), null, by, remark, changes, now);
    }

    private void log(
            String code,
            CatalogAct.Kind act,
            @Nullable Integer revision,
            @Nullable ProcedureVersionId version,
            Actor by,
            @Nullable String remark,
            List<ProcedureChange> changes,
            Instant now) {
        OfficerId officer = by instanceof Actor.Officer o ? o.id() : null;
        jdbc.sql("""
                        INSERT INTO catalog.edit_log (code, act, revision, version_id, officer_id, officer, remark, changes, at)
                        VALUES (:code, :act, :revision, :version, :id, :name, :remark, :changes::jsonb, :now)
                        """)
                .param("code", code)
                .param("act", act.name())
                .param("revision", revision, Types.INTEGER)
                .param("version", version == null ? null : version.value(), Types.BIGINT)
                .param("id", officer == null ? null : officer.value(), Types.BIGINT)
                .param("name", by.displayName())
                .param("remark", remark, Types.VARCHAR)
                .param("changes", Json.MAPPER.writeValueAsString(changes))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static ProcedureDraft draft(ResultSet row, int n) throws SQLException {
        Long base = row.getObject("based_on", Long.class);
        Long officer = row.getObject("changed_by_id", Long.class);
        String remark = row.getString("remark");
        return new ProcedureDraft(
                row.getString("code"),
                row.getString("name"),
                Json.MAPPER.readValue(row.getString("files"), new TypeReference<>() {}),
                base == null ? null : new ProcedureVersionId(base),
                ProcedureDraft.Origin.valueOf(row.getString("origin")),
                ProcedureDraft.State.valueOf(row.getString("state")),
                row.getInt("faults"),
                remark == null ? "" : remark,
                row.getInt("revision"),
                row.getString("begun_by"),
                row.getTimestamp("begun_at").toInstant(),
                officer == null ? null : new OfficerId(officer),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant(),
                Stream.of((Long[]) row.getArray("editor_ids").getArray())
                        .map(OfficerId::new)
                        .collect(Collectors.toSet()));
    }
}
