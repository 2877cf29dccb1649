package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.organization.Actor;
import vn.motcua.shared.PlainText;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Takes procedures over from files: our packages, the list in Excel, records of the national portal. What is new or
 * changed becomes drafts, all of them or none: one wrong record keeps the whole file out. Records from elsewhere come
 * without form and process; theirs are drafts that are not complete.
 */
@Service
public class CatalogImport {

    /** In bytes. */
    public static final int MOST_BYTES = 200_000_000;

    private static final Set<String> BEYOND_THE_RECORD =
            Set.of(ProcedurePackage.PROCESS, ProcedurePackage.SCHEMA, ProcedurePackage.UI, ProcedurePackage.DECISIONS);

    private static final Pattern CODE = Pattern.compile("[0-9A-Z][0-9A-Za-z.-]{2,60}");

    /** What a list from elsewhere may change of a record that is complete here; its papers and steps stay as they are. */
    private static final List<String> TAKEN_OVER = List.of(
            "name",
            "shortName",
            "nameEn",
            "decisionNo",
            "validFrom",
            "validTo",
            "level",
            "kind",
            "sector",
            "audiences",
            "agencyLevel",
            "unit",
            "competentAgency",
            "receiptPlace",
            "delegatedAgency",
            "implementingAgencies",
            "coordinating",
            "related",
            "result",
            "sets",
            "serviceLevel",
            "serviceLevelReason",
            "conditions");

    private final JdbcClient jdbc;
    private final Publication publication;
    private final ProcedureDrafts drafts;
    private final TransactionTemplate transaction;

    CatalogImport(
            JdbcClient jdbc, Publication publication, ProcedureDrafts drafts, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.publication = publication;
        this.drafts = drafts;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is in a file about one procedure.
     *
     * @param partial a record from elsewhere, that knows only part of ours; {@code null} for a package
     * @param shortened whether its short name was only made from its name
     */
    private record Incoming(
            String code,
            ProcedurePackage pack,
            List<Problem> wrong,
            List<Problem> doubts,
            @Nullable ObjectNode partial,
            boolean shortened) {}

    private record Contents(ProcedureDraft.Origin origin, List<Incoming> all) {}

    /** What there is already of one procedure; the files of the newest version. */
    private record Known(
            @Nullable Long version,
            @Nullable LocalDate announcedFrom,
            @Nullable LocalDate validFrom,
            @Nullable Map<String, String> files) {}

    private record KnownDraft(int revision, Map<String, String> files, String begunBy, boolean onlyTaken) {}

    /** What is to be done about one procedure. */
    private record Planned(
            ImportReport.Line line,
            ProcedurePackage pack,
            @Nullable ProcedureVersionId base,
            int faults) {}

    private record Plan(ProcedureDraft.Origin origin, List<Planned> all, Map<String, String> seen) {
        ImportReport report() {
            return new ImportReport(origin, all.stream().map(Planned::line).toList());
        }
    }

    /** What taking a file over would do; nothing is changed. Refused when it is no file of a kind that is known. */
    public Result<ImportReport> look(byte[] file, Instant now) {
        return contents(file).map(contents -> plan(contents, now).report());
    }

    /** Takes a file over; refused with everything that is wrong in it, and then nothing of it was. */
    public Result<ImportReport> take(byte[] file, Actor by, Instant now) {
        return contents(file).flatMap(contents -> {
            Plan plan = plan(contents, now);
            List<Problem> wrong = plan.report().wrong();
            return wrong.isEmpty() ? take(plan, by, now) : Result.refused(wrong);
        });
    }

    private Result<ImportReport> take(Plan plan, Actor by, Instant now) {
        List<String> codes =
                plan.all().stream().map(planned -> planned.pack().code()).toList();
        Result<ImportReport> taken = transaction.execute(status -> {
            jdbc.sql("LOCK TABLE catalog.draft IN EXCLUSIVE MODE").update();
            if (!seen(codes).equals(plan.seen())) {
                return Result.refused(Problem.of("catalog.import-meanwhile"));
            }
            for (Planned planned : plan.all()) {
                if (planned.line().kind() != ImportReport.Kind.SAME) {
                    drafts.taken(
                            planned.pack(),
                            planned.base(),
                            plan.origin(),
                            planned.faults(),
                            planned.line().changes(),
                            by,
                            now);
                }
            }
            return Result.done(plan.report());
        });
        return Objects.requireNonNull(taken);
    }

    /** By which it is told whether something was changed between looking and taking over. */
    private Map<String, String> seen(List<String> codes) {
        Map<String, String> seen = new HashMap<>();
        jdbc.sql("""
                        SELECT code, 'd' || revision || state || content_hash AS mark FROM catalog.draft WHERE code = ANY(:codes)
                        UNION ALL
                        SELECT p.code || '/v', max(v.id)::text || bool_or(isempty(v.validity))
                          FROM catalog.procedure p JOIN catalog.procedure_version v ON v.procedure_id = p.id
                         WHERE p.code = ANY(:codes) GROUP BY p.code
                        """).param("codes", codes.toArray(String[]::new)).query(row -> {
            seen.put(row.getString("code"), row.getString("mark"));
        });
        return seen;
    }

    // reading

    private static Result<Contents> contents(byte[] file) {
        if (file.length == 0) {
            return Result.refused(Problem.at("tep", "catalog.file-missing"));
        }
        if (file.length > MOST_BYTES) {
            return Result.refused(Problem.at("tep", "catalog.file-large"));
        }
        if (file.length > 3 && file[0] == 'P' && file[1] == 'K') {
            return PackageFiles.isSheet(file)
                    ? SheetList.read(file).map(CatalogImport::sheet)
                    : PackageFiles.fromArchive(file).map(CatalogImport::packages);
        }
        try {
            String text = PackageFiles.utf8(file).stripLeading();
            boolean json = text.startsWith("{") || text.startsWith("[");
            return tree(json ? Json.MAPPER.readTree(text) : Json.YAML.readTree(text));
        } catch (CharacterCodingException e) {
            return Result.refused(Problem.at("tep", "catalog.file-not-utf8"));
        } catch (JacksonException e) {
            return Result.refused(Problem.at("tep", "catalog.package-unreadable", e.getOriginalMessage()));
        }
    }

    private static Result<Contents> tree(JsonNode root) {
        JsonNode list = root.has("data") ? root.path("data") : root;
        List<JsonNode> entries = list.isArray() ? each(list) : List.of(list);
        if (!entries.isEmpty() && entries.stream().allMatch(NationalRecords::isOne)) {
            return Result.done(new Contents(
                    ProcedureDraft.Origin.NATIONAL,
                    entries.stream()
                            .map(NationalRecords::read)
                            .map(read -> partial(read.code(), read.record(), List.of(), read.doubts(), true))
                            .toList()));
        }
        if (root.has("procedures") || root.has("files")) {
            return PackageFiles.fromTree(root).map(CatalogImport::packages);
        }
        return Result.refused(Problem.at("tep", "catalog.file-no-package"));
    }

    private static Contents packages(List<ProcedurePackage> packages) {
        return new Contents(
                ProcedureDraft.Origin.PACKAGE,
                packages.stream()
                        .map(pack -> new Incoming(pack.code(), cleaned(pack), List.of(), List.of(), null, false))
                        .toList());
    }

    private static ProcedurePackage cleaned(ProcedurePackage pack) {
        Map<String, String> files = new HashMap<>();
        pack.files().forEach((name, content) -> files.put(name, PlainText.cleaned(content)));
        return new ProcedurePackage(pack.code(), files);
    }

    private static Contents sheet(List<SheetList.Read> rows) {
        return new Contents(
                ProcedureDraft.Origin.SHEET,
                rows.stream()
                        .map(row -> partial(row.code(), row.record(), row.wrong(), row.doubts(), false))
                        .toList());
    }

    private static Incoming partial(
            String code, ObjectNode record, List<Problem> wrong, List<Problem> doubts, boolean shortened) {
        return new Incoming(code, pack(code, record, Map.of()), wrong, doubts, record, shortened);
    }

    private static ProcedurePackage pack(String code, ObjectNode record, Map<String, String> others) {
        Map<String, String> files = new HashMap<>(others);
        files.put(ProcedurePackage.RECORD, PlainText.cleaned(Json.YAML.writeValueAsString(record)));
        return new ProcedurePackage(code, files);
    }

    // judging

    private Plan plan(Contents contents, Instant now) {
        List<String> codes = contents.all().stream()
                .map(Incoming::code)
                .filter(code -> CODE.matcher(code).matches())
                .distinct()
                .toList();
        Map<String, String> seen = seen(codes);
        Map<String, Known> known = known(codes);
        Map<String, KnownDraft> knownDrafts = drafts(codes);
        Set<String> met = new HashSet<>();
        List<Planned> all = new ArrayList<>();
        for (Incoming incoming : contents.all()) {
            all.add(plan(
                    incoming,
                    contents.origin(),
                    known.get(incoming.code()),
                    knownDrafts.get(incoming.code()),
                    !met.add(incoming.code()),
                    now));
        }
        return new Plan(contents.origin(), List.copyOf(all), seen);
    }

    private Planned plan(
            Incoming incoming,
            ProcedureDraft.Origin origin,
            @Nullable Known known,
            @Nullable KnownDraft draft,
            boolean twice,
            Instant now) {
        String code = incoming.code();
        List<Problem> wrong = new ArrayList<>();
        incoming.wrong().forEach(problem -> wrong.add(placed(code, problem)));
        if (!CODE.matcher(code).matches()) {
            wrong.add(Problem.at(code + "/" + ProcedurePackage.RECORD, "catalog.code-wrong"));
        }
        if (twice) {
            wrong.add(Problem.at(code, "catalog.import-twice", code));
        }
        // what an earlier file brought and nobody has touched is gone on from
        Map<String, String> before =
                draft != null && draft.onlyTaken() ? draft.files() : known == null ? null : known.files();
        ProcedurePackage pack = onto(incoming, before);
        List<Problem> doubts = new ArrayList<>(incoming.doubts());
        doubts.addAll(notTaken(incoming, before));
        JsonNode record = ProcedureDifference.recordOf(pack.files());
        List<ProcedureChange> changes = before == null ? List.of() : ProcedureDifference.between(before, pack.files());
        boolean same = before != null && changes.isEmpty();
        if (draft != null && !draft.onlyTaken() && !same) {
            if (ProcedureDifference.between(draft.files(), pack.files()).isEmpty()) {
                same = true;
            } else {
                wrong.add(Problem.at(code, "catalog.import-draft-exists", draft.begunBy()));
            }
        }
        List<Problem> faults = same ? List.of() : publication.problems(pack, now);
        boolean strict = origin == ProcedureDraft.Origin.PACKAGE
                && pack.files().keySet().stream().anyMatch(BEYOND_THE_RECORD::contains);
        if (strict) {
            wrong.addAll(faults);
        } else if (!same && !record.isObject()) {
            wrong.add(Problem.at(code + "/" + ProcedurePackage.RECORD, "catalog.record-unreadable"));
        }
        if (!same) {
            overlap(pack.code(), record, known, wrong);
        }
        ImportReport.Kind kind = !wrong.isEmpty()
                ? ImportReport.Kind.WRONG
                : same ? ImportReport.Kind.SAME : changes.isEmpty() ? ImportReport.Kind.NEW : ImportReport.Kind.CHANGED;
        Long version = known == null ? null : known.version();
        return new Planned(
                new ImportReport.Line(
                        code,
                        text(record, "name"),
                        kind,
                        same ? List.of() : changes,
                        wrong,
                        doubts.stream().map(doubt -> placed(code, doubt)).toList(),
                        !same && !faults.isEmpty()),
                pack,
                version == null ? null : new ProcedureVersionId(version),
                faults.size());
    }

    private static Problem placed(String code, Problem problem) {
        String field = problem.field();
        return new Problem(
                problem.code(),
                field == null
                        ? code
                        : field.startsWith("/")
                                ? code + "/" + ProcedurePackage.RECORD + "#" + field
                                : code + ", " + field,
                problem.args());
    }

    /** A package as it is; a record from elsewhere laid over the one there is. */
    private static ProcedurePackage onto(Incoming incoming, @Nullable Map<String, String> files) {
        ObjectNode partial = incoming.partial();
        if (partial == null) {
            return incoming.pack();
        }
        if (files == null) {
            return pack(incoming.code(), whole(partial.deepCopy()), Map.of());
        }
        if (!(ProcedureDifference.recordOf(files) instanceof ObjectNode record)) {
            return incoming.pack();
        }
        for (String field : TAKEN_OVER) {
            if (field.equals("shortName") && incoming.shortened() && record.has(field)) {
                continue;
            }
            JsonNode value = partial.path(field);
            if (value instanceof ObjectNode given && record.path(field) instanceof ObjectNode own) {
                given.forEachEntry(own::set);
            } else if (!value.isMissingNode()) {
                record.set(field, value);
            }
        }
        return pack(incoming.code(), record, files);
    }

    /** What a record from elsewhere says otherwise than the one here of what is not taken over: people have to look. */
    private static List<Problem> notTaken(Incoming incoming, @Nullable Map<String, String> files) {
        ObjectNode partial = incoming.partial();
        if (partial == null || files == null || !(ProcedureDifference.recordOf(files) instanceof ObjectNode record)) {
            return List.of();
        }
        List<Problem> doubts = new ArrayList<>();
        String term = text(
                partial.has("term")
                        ? partial.path("term")
                        : partial.path("cases").path(0).path("term"),
                "text");
        List<String> terms = each(record.path("cases")).stream()
                .map(one -> text(one.path("term"), "text"))
                .toList();
        if (!term.isEmpty() && terms.stream().noneMatch(own -> own.equalsIgnoreCase(term))) {
            doubts.add(Problem.at("/cases/0/term", "catalog.import-other-term", String.join("; ", terms), term));
        }
        String fee = text(partial, "feeText");
        String fees = String.join(
                "; ",
                each(record.path("fees")).stream().map(one -> text(one, "text")).toList());
        if (!fee.isEmpty() && !fee.equalsIgnoreCase(fees)) {
            doubts.add(Problem.at("/fees", "catalog.import-other-fee", fees, fee));
        }
        return doubts;
    }

    /** What a list has in columns of its own, at its place in a record. */
    private static ObjectNode whole(ObjectNode record) {
        JsonNode term = record.remove("term");
        JsonNode fee = record.remove("feeText");
        if (term != null && !record.has("cases")) {
            ObjectNode usual =
                    record.putArray("cases").addObject().put("key", "chung").put("name", "Trường hợp chung");
            usual.set("term", term);
            usual.putArray("papers");
        }
        if (fee != null && !record.has("fees")) {
            ArrayNode fees = record.putArray("fees");
            fees.addObject().put("key", "phi").put("name", "Phí, lệ phí").put("text", fee.asString(""));
        }
        if (!record.has("source")) {
            record.put("source", "Excel");
        }
        return record;
    }

    private static void overlap(String code, JsonNode record, @Nullable Known known, List<Problem> wrong) {
        LocalDate announced = known == null ? null : known.announcedFrom();
        LocalDate valid = known == null ? null : known.validFrom();
        String named = text(record, "validFrom");
        if (announced == null || valid == null || named.isEmpty()) {
            return;
        }
        try {
            LocalDate from = LocalDate.parse(named);
            if (!from.equals(announced) && !from.isAfter(valid)) {
                wrong.add(Problem.at(
                        code + "/" + ProcedurePackage.RECORD + "#/validFrom",
                        "catalog.validity-overlap",
                        code,
                        valid.toString()));
            }
        } catch (DateTimeParseException e) {
            // told as a fault of the record itself
        }
    }

    private Map<String, Known> known(List<String> codes) {
        Map<String, Known> known = new HashMap<>();
        jdbc.sql("""
                        SELECT DISTINCT ON (p.code) p.code, v.id, v.announced_from, v.valid_from, v.package::text AS files
                          FROM catalog.procedure p JOIN catalog.procedure_version v ON v.procedure_id = p.id
                         WHERE p.code = ANY(:codes) AND NOT isempty(v.validity)
                         ORDER BY p.code, v.valid_from DESC, v.id DESC
                        """).param("codes", codes.toArray(String[]::new)).query(row -> {
            known.put(
                    row.getString("code"),
                    new Known(
                            row.getLong("id"),
                            row.getObject("announced_from", LocalDate.class),
                            row.getObject("valid_from", LocalDate.class),
                            ProcedurePackage.fromJson(Json.MAPPER.readTree(row.getString("files")))
                                    .files()));
        });
        return known;
    }

    private Map<String, KnownDraft> drafts(List<String> codes) {
        Map<String, KnownDraft> known = new HashMap<>();
        jdbc.sql("""
                        SELECT code, revision, files::text AS files, begun_by,
                               origin <> 'VERSION' AND state = 'EDITING'
                               AND NOT EXISTS (SELECT FROM catalog.edit_log l
                                                WHERE l.code = d.code AND l.act = 'SAVED' AND l.revision = d.revision)
                                   AS only_taken
                          FROM catalog.draft d WHERE code = ANY(:codes)
                        """).param("codes", codes.toArray(String[]::new)).query(row -> {
            Map<String, String> files = new HashMap<>();
            Json.MAPPER
                    .readTree(row.getString("files"))
                    .forEachEntry((name, content) -> files.put(name, content.asString("")));
            known.put(
                    row.getString("code"),
                    new KnownDraft(
                            row.getInt("revision"), files, row.getString("begun_by"), row.getBoolean("only_taken")));
        });
        return known;
    }
}
