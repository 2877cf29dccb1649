package vn.motcua.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Areas;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.ProcessEditions;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.Money;
import vn.motcua.shared.Vietnam;

/** The published procedures (danh mục thủ tục hành chính): found, read, and priced. */
@Service
public class Catalog {

    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    /** Kept in memory: what dossiers under way and people who read need, not a whole country's. */
    private static final int MOST_VERSIONS = 2_000;

    private static final int MOST_SUMMARIES = 20_000;

    /** Read at once when all are gone through. */
    private static final int CHUNK = 200;

    private final JdbcClient jdbc;
    private final Search search;
    private final Organization organization;
    private final FeeRules feeRules;
    private final ProcessEditions processes;
    private final Areas areas;
    private final Clock clock;

    /** Versions are immutable save for their end, which {@link #version} readers don't decide by. */
    private final LoadingCache<ProcedureVersionId, Procedure> versions =
            Caffeine.newBuilder().maximumSize(MOST_VERSIONS).build(this::load);

    private final Cache<ProcedureVersionId, ProcedureSummary> summaries =
            Caffeine.newBuilder().maximumSize(MOST_SUMMARIES).build();

    private final LoadingCache<TaskForm, Form> stepForms =
            Caffeine.newBuilder().maximumSize(MOST_VERSIONS).build(this::readStepForm);

    Catalog(
            JdbcClient jdbc,
            Search search,
            Organization organization,
            FeeRules feeRules,
            ProcessEditions processes,
            Areas areas,
            Clock clock) {
        this.jdbc = jdbc;
        this.search = search;
        this.organization = organization;
        this.feeRules = feeRules;
        this.processes = processes;
        this.areas = areas;
        this.clock = clock;
    }

    /**
     * The procedures in force today that match what a person typed, best first: full or everyday names, a code, with
     * accents or none, unfinished words and small typing errors allowed. A blank query gives all, by sector and name.
     *
     * @param audience only those for this audience; {@code null} = all that are open to the public
     */
    @Transactional(readOnly = true)
    public List<ProcedureSummary> search(String query, @Nullable Audience audience) {
        return find(query, new ProcedureFilter(audience, null, null, null), 0, Integer.MAX_VALUE)
                .procedures();
    }

    /**
     * A part of what {@link #search} finds among some procedures only.
     *
     * @param from how many of the first are left out
     * @param most how many follow at most
     */
    @Transactional(readOnly = true)
    public FoundProcedures find(String query, ProcedureFilter filter, int from, int most) {
        Agency agency = filter.agency() == null ? null : organization.agency(filter.agency());
        List<ProcedureVersionId> found = search.find(
                query,
                new Search.Among(
                        today(),
                        filter,
                        agency == null ? null : agency.level(),
                        agency == null
                                ? List.of()
                                : organization.unitsOf(agency.id()).stream()
                                        .map(Unit::key)
                                        .toList()),
                Math.max(0, from) > Integer.MAX_VALUE - most ? Integer.MAX_VALUE : from + most);
        return new FoundProcedures(
                summaries(found.stream().skip(from).limit(most).toList()), found.size());
    }

    /** The sectors of what is in force for the public today, by name. */
    public List<Sector> sectors() {
        return search.sectors(today());
    }

    /** What became of a procedure that was in force for the public and is no more; empty for any other code. */
    public Optional<WithdrawnProcedure> withdrawn(String code) {
        return jdbc.sql("""
                        SELECT v.record ->> 'shortName' AS name, v.valid_to
                          FROM catalog.procedure_version v JOIN catalog.procedure p ON p.id = v.procedure_id
                         WHERE p.code = :code AND NOT isempty(v.validity) AND v.audiences && '{CITIZEN,BUSINESS}'
                           AND NOT EXISTS (SELECT FROM catalog.procedure_version later
                                            WHERE later.procedure_id = p.id AND NOT isempty(later.validity)
                                              AND (later.valid_to IS NULL OR later.valid_to > :today))
                         ORDER BY v.valid_to DESC, v.id DESC LIMIT 1
                        """)
                .param("code", code)
                .param("today", today())
                .query((row, n) -> new WithdrawnProcedure(
                        code, row.getString("name"), row.getObject("valid_to", LocalDate.class), replacing(code)))
                .optional();
    }

    private List<Procedure> replacing(String code) {
        return jdbc
                .sql("""
                        SELECT p.code
                          FROM catalog.procedure_version v JOIN catalog.procedure p ON p.id = v.procedure_id
                         WHERE v.validity @> :today AND v.audiences && '{CITIZEN,BUSINESS}'
                           AND v.record -> 'replaces' @> to_jsonb(:code::text)
                         ORDER BY p.code
                        """)
                .param("code", code)
                .param("today", today())
                .query((row, n) -> current(row.getString("code")))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is in force for the public today and belongs to a life event, by sector and name. */
    @Transactional(readOnly = true)
    public List<ProcedureSummary> ofLifeEvents() {
        return summaries(search.ofLifeEvents(today()));
    }

    /**
     * Hands out all that is in force for the public today, by sector and name, one after the other: there may be more than
     * should be in memory at once.
     */
    @Transactional(readOnly = true)
    public void forEachCurrent(Consumer<Procedure> reader) {
        List<ProcedureVersionId> ids =
                search.find("", new Search.Among(today(), ProcedureFilter.PUBLIC, null, List.of()), Integer.MAX_VALUE);
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<ProcedureVersionId> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            Map<ProcedureVersionId, Procedure> read = new HashMap<>();
            load(chunk).forEach(procedure -> read.put(procedure.version(), procedure));
            for (ProcedureVersionId id : chunk) {
                reader.accept(Objects.requireNonNull(read.get(id)));
            }
        }
    }

    /** The version of a procedure that is in force today. */
    public Optional<Procedure> current(String code) {
        return currentOn(code, today());
    }

    /** The version of a procedure that is in force on a day. */
    public Optional<Procedure> currentOn(String code, LocalDate day) {
        return jdbc.sql("""
                        SELECT v.id, v.valid_to, process.in_force(v.definition_id, :day) AS process
                          FROM catalog.procedure_version v JOIN catalog.procedure p ON p.id = v.procedure_id
                         WHERE p.code = :code AND v.validity @> :day
                        """)
                .param("code", code)
                .param("day", day)
                .query((row, n) -> version(new ProcedureVersionId(row.getLong("id")))
                        .until(row.getObject("valid_to", LocalDate.class))
                        .following(new DefinitionId(row.getLong("process"))))
                .optional();
    }

    /** A version by its id, with the process that a dossier of it begins with today. */
    public Procedure beginningToday(ProcedureVersionId id) {
        Procedure procedure = version(id);
        return procedure.following(processes.inForce(procedure.process(), today()));
    }

    /** A version by its id, in force or not, with the process it was published with. An unknown id is a bug. */
    public Procedure version(ProcedureVersionId id) {
        return versions.get(id);
    }

    /**
     * The form that an officer fills in at a step, as a published process has it. One that cannot be asked so, as it came to
     * the database before forms were checked, asks for the same fields as plain text: dossiers stand on it.
     */
    public Form form(TaskForm form) {
        return stepForms.get(form);
    }

    private Form readStepForm(TaskForm form) {
        try {
            Form asked = read(form);
            if (!asked.pages().isEmpty()) {
                return asked;
            }
            LOG.warn("The form {} of a published step has no page; its fields are asked as text", form.key());
        } catch (RuntimeException broken) {
            LOG.warn(
                    "The form {} of a published step cannot be asked; its fields are asked as text",
                    form.key(),
                    broken);
        }
        return read(form.plain());
    }

    private Form read(TaskForm form) {
        return FormReader.form(Json.MAPPER.readTree(form.schema()), Json.MAPPER.readTree(form.ui()), areas, clock);
    }

    /** The agencies of today that offer a procedure: those of its level that have the unit that answers for it. */
    public List<Agency> offeredBy(Procedure procedure) {
        return organization.agencies(clock.instant()).stream()
                .filter(a -> a.level() == procedure.agencyLevel())
                .filter(a -> organization.unitOf(a.id(), procedure.unitKey()).isPresent())
                .toList();
    }

    /** What a dossier with these answers costs; its case is the one the answers make it. */
    public Money fee(Procedure procedure, Map<String, Object> answers, Channel channel) {
        return fee(procedure, procedure.caseOf(answers).key(), answers, channel);
    }

    /**
     * What a dossier of a case costs, in all. Never negative. While answers are missing, what depends on them is not in
     * the sum; {@link #feeLines} tells which.
     */
    public Money fee(Procedure procedure, String caseKey, Map<String, Object> answers, Channel channel) {
        Money sum = Money.ZERO;
        for (FeeLine line : feeLines(procedure, caseKey, answers, channel)) {
            Money amount = line.amount();
            sum = amount == null ? sum : sum.plus(amount);
        }
        return sum;
    }

    /** Each fee with what it comes to. */
    public List<FeeLine> feeLines(Procedure procedure, String caseKey, Map<String, Object> answers, Channel channel) {
        List<FeeLine> lines = new ArrayList<>();
        for (Fee fee : procedure.fees()) {
            lines.add(new FeeLine(fee, feeRules.amount(fee, answers, channel, caseKey)));
        }
        return lines;
    }

    /** The files a version was published from, by file name, for export and for comparing versions. */
    public Map<String, String> sourceOf(ProcedureVersionId id) {
        String files = jdbc.sql("SELECT package::text FROM catalog.procedure_version WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .single();
        return ProcedurePackage.fromJson(Json.MAPPER.readTree(files)).files();
    }

    private Procedure load(ProcedureVersionId id) {
        return load(List.of(id)).getFirst();
    }

    private List<Procedure> load(List<ProcedureVersionId> ids) {
        return jdbc.sql("""
                        SELECT v.id, p.id AS procedure, v.valid_from, v.valid_to, v.definition_id,
                               v.record::text AS record, v.form_schema::text AS form_schema, v.form_ui::text AS form_ui,
                               v.package -> 'files' ->> 'decisions.dmn' AS decisions
                          FROM catalog.procedure_version v JOIN catalog.procedure p ON p.id = v.procedure_id
                         WHERE v.id = ANY (:ids::bigint[])
                        """)
                .param("ids", values(ids))
                .query((row, n) -> {
                    JsonNode schema = Json.MAPPER.readTree(row.getString("form_schema"));
                    JsonNode ui = Json.MAPPER.readTree(row.getString("form_ui"));
                    return RecordReader.procedure(
                            new ProcedureVersionId(row.getLong("id")),
                            new ProcedureId(row.getLong("procedure")),
                            Json.MAPPER.readTree(row.getString("record")),
                            row.getObject("valid_from", LocalDate.class),
                            row.getObject("valid_to", LocalDate.class),
                            new DefinitionId(row.getLong("definition_id")),
                            FormReader.form(schema, ui, areas, clock),
                            Objects.requireNonNullElse(row.getString("decisions"), ""));
                })
                .list();
    }

    private List<ProcedureSummary> summaries(List<ProcedureVersionId> ids) {
        Map<ProcedureVersionId, ProcedureSummary> known = new HashMap<>(summaries.getAllPresent(ids));
        List<ProcedureVersionId> unread =
                ids.stream().filter(id -> !known.containsKey(id)).toList();
        if (!unread.isEmpty()) {
            Map<ProcedureVersionId, ProcedureSummary> read = readSummaries(unread);
            summaries.putAll(read);
            known.putAll(read);
        }
        return ids.stream().map(id -> Objects.requireNonNull(known.get(id))).toList();
    }

    private Map<ProcedureVersionId, ProcedureSummary> readSummaries(List<ProcedureVersionId> ids) {
        Map<ProcedureVersionId, ProcedureSummary> read = new HashMap<>();
        jdbc.sql("""
                        SELECT v.id, v.valid_from, v.record ->> 'code' AS code, v.record ->> 'name' AS name,
                               v.record ->> 'shortName' AS short_name, v.record ->> 'serviceLevel' AS service_level,
                               v.record ->> 'lifeEvent' AS life_event,
                               v.record #>> '{sector,code}' AS sector_code, v.record #>> '{sector,name}' AS sector_name,
                               v.record #>> '{cases,0,term,text}' AS term, (v.record -> 'fees')::text AS fees
                          FROM catalog.procedure_version v
                         WHERE v.id = ANY (:ids::bigint[])
                        """).param("ids", values(ids)).query(row -> {
            read.put(
                    new ProcedureVersionId(row.getLong("id")),
                    new ProcedureSummary(
                            row.getString("code"),
                            row.getString("name"),
                            row.getString("short_name"),
                            row.getObject("valid_from", LocalDate.class),
                            row.getString("sector_code"),
                            row.getString("sector_name"),
                            row.getString("term"),
                            RecordReader.feeText(Json.MAPPER.readTree(row.getString("fees"))),
                            row.getString("service_level"),
                            row.getString("life_event")));
        });
        return read;
    }

    private static Long[] values(List<ProcedureVersionId> ids) {
        return ids.stream().map(ProcedureVersionId::value).toArray(Long[]::new);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }
}
