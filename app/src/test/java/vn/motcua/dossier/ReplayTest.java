package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.CERTIFIED_COPY;
import static vn.motcua.testing.AuthorityAtWork.CITIZEN;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.HOUSEHOLD_BUSINESS;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerSummary;
import vn.motcua.organization.Organization;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Dossiers go any way they legally can; afterwards each ledger alone must tell all there is to know. */
@DemoTest
class ReplayTest {

    private static final int DOSSIERS = 90;
    private static final List<String> WARDS = List.of("00307", "00310", "00313", "00337");

    @Autowired
    ApplicationContext application;

    @Autowired
    Ledger ledger;

    @Autowired
    Dossiers dossiers;

    @Autowired
    Tracking tracking;

    @Autowired
    Organization organization;

    @Autowired
    Calendars calendars;

    @Autowired
    DossierClocks clocks;

    @Autowired
    Appointments appointments;

    @Autowired
    Consultations consultations;

    @Autowired
    Processes processes;

    @Autowired
    JdbcClient jdbc;

    private final Random random = new Random(20_260_824);
    private final Map<String, Integer> done = new TreeMap<>();
    private Instant now = TestClock.at(2026, 8, 24, 7, 30);

    @Test
    void replaying_every_ledger_gives_the_same_dossier_timeline_and_on_time_figure() {
        AuthorityAtWork at = new AuthorityAtWork(application);
        List<DossierId> live = new ArrayList<>();
        int opened = 0;
        while (opened < DOSSIERS || !live.isEmpty()) {
            now = now.plus(Duration.ofSeconds(random.nextLong(1, opened < DOSSIERS ? 2_400 : 7_200)))
                    .plusNanos(random.nextInt(1_000_000_000));
            if (opened < DOSSIERS && (live.size() < 3 || random.nextInt(10) == 0)) {
                live.add(open(at));
                opened++;
                continue;
            }
            DossierId id = live.get(random.nextInt(live.size()));
            act(at, id);
            if (row(id).state().status().isClosed()) {
                live.remove(id);
            }
        }
        assertThat(done)
                .as("the driver went every way")
                .containsKeys(
                        "file",
                        "takeIn",
                        "accept",
                        "refuse",
                        "ask",
                        "supply",
                        "supplyAtCounter",
                        "withdraw",
                        "claim",
                        "assign",
                        "complete",
                        "complete reject",
                        "complete return",
                        "pause",
                        "resume",
                        "apologise",
                        "extend",
                        "consult",
                        "answer",
                        "deem",
                        "refused");

        checkEveryDossier();
        checkReportedFacts();
    }

    private void checkEveryDossier() {
        int finished = 0;
        int onTime = 0;
        for (DossierId id : everyDossier()) {
            DossierRow row = row(id);
            List<LedgerEntry> entries = ledger.entries(id);
            DossierState replayed = Ledger.replay(entries);

            assertThat(row.state()).as(row.code()).isEqualTo(replayed);
            assertThat(row.headHash()).isEqualTo(entries.getLast().hash());
            assertThat(columnsBesideTheState(id)).isEqualTo(columnsBesideTheState(replayed));
            checkTasks(id, replayed);
            checkTimeline(row, entries, replayed);
            checkResponsibility(entries, row, replayed);
            checkClock(entries, replayed);
            if (replayed.finishedAt() != null && replayed.dueAt() != null) {
                finished++;
                onTime += Timeliness.of(replayed, now) == Timeliness.LATE ? 0 : 1;
            }
        }
        assertThat(onTimeByMilestones()).isEqualTo(List.of(finished, onTime));
        assertThat(finished).isGreaterThan(DOSSIERS / 2);
        assertThat(onTime).as("some late, some not").isBetween(1, finished - 1);
    }

    /** What reports count is what the ledgers say, once the events of the last steps have been heard. */
    private void checkReportedFacts() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("""
                        SELECT count(*) FROM platform.event_publication WHERE completion_date IS NULL
                        """).query((row, n) -> row.getLong(1)).single() == 0);
        Map<Long, String> reported = new TreeMap<>();
        jdbc.sql("SELECT dossier_id, coalesce(punctuality, 'OPEN') FROM reporting.dossier_fact")
                .query((RowCallbackHandler) row -> reported.put(row.getLong(1), row.getString(2)));
        Map<Long, String> expected = new TreeMap<>();
        for (DossierId id : everyDossier()) {
            DossierState state = Ledger.replay(ledger.entries(id));
            if (state.receivedAt() != null) {
                expected.put(
                        id.value(),
                        state.finishedAt() == null
                                ? "OPEN"
                                : Timeliness.of(state, now).name());
            }
        }
        assertThat(reported).isEqualTo(expected);
    }

    private List<DossierId> everyDossier() {
        return jdbc.sql("SELECT id FROM dossier.dossier ORDER BY id")
                .query((row, n) -> new DossierId(row.getLong(1)))
                .list();
    }

    private Map<String, @Nullable Object> columnsBesideTheState(DossierId id) {
        return jdbc.sql("SELECT holder_kind, holder_unit, holder_officer FROM dossier.dossier WHERE id = :id")
                .param("id", id.value())
                .query()
                .singleRow();
    }

    private static Map<String, @Nullable Object> columnsBesideTheState(DossierState state) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        Holder.Office office = state.holder() instanceof Holder.Office o ? o : null;
        columns.put(
                "holder_kind",
                switch (state.holder()) {
                    case Holder.Office ignored -> "OFFICE";
                    case Holder.Nobody ignored -> "NOBODY";
                    case Holder.Applicant ignored -> "APPLICANT";
                    case Holder.Consulted ignored -> "CONSULTED";
                });
        columns.put("holder_unit", office == null ? null : office.unit().value());
        columns.put("holder_officer", officer(office));
        return columns;
    }

    private static @Nullable Long officer(Holder.@Nullable Office office) {
        var officer = office == null ? null : office.officer();
        return officer == null ? null : officer.value();
    }

    /** What the ledger says is open is what the process has open. */
    private void checkTasks(DossierId id, DossierState replayed) {
        List<TaskSummary> open = processes.openTasks(new vn.motcua.process.SubjectRef(Reception.SUBJECT, id.value()));
        assertThat(replayed.tasks())
                .extracting(t -> t.task() + " " + t.element() + " " + t.unit() + " " + t.officer())
                .containsExactlyInAnyOrderElementsOf(open.stream()
                        .map(t -> t.id().value() + " " + t.elementId() + " "
                                + t.unit().value() + " "
                                + (t.holder() == null ? null : t.holder().value()))
                        .toList());
        assertThat(replayed.tasks())
                .extracting(DossierState.OpenTask::dueAt)
                .containsExactlyInAnyOrderElementsOf(
                        open.stream().map(TaskSummary::dueAt).toList());
    }

    private void checkTimeline(DossierRow row, List<LedgerEntry> entries, DossierState replayed) {
        List<TimelineEntry> shown = dossiers.view(row, now).timeline();
        assertThat(shown)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("publicStep")
                .isEqualTo(Timeline.of(entries, element -> null));
        assertThat(shown).extracting(TimelineEntry::at).isSorted();
        assertThat(shown.stream()
                        .filter(l -> !l.kind().startsWith("TASK_"))
                        .map(TimelineEntry::dueAt)
                        .filter(Objects::nonNull)
                        .reduce((earlier, later) -> later)
                        .orElse(null))
                .as("the last appointment people were told")
                .isEqualTo(replayed.dueAt());
    }

    /** The promise on the row is what the legal clock, wound up again from its start, comes to. */
    private void checkClock(List<LedgerEntry> entries, DossierState replayed) {
        String calendar = replayed.calendar();
        if (calendar != null) {
            LegalClock clock = Objects.requireNonNull(clocks.of(replayed, entries, calendars.byId(calendar)));
            assertThat(clock.due()).isEqualTo(replayed.dueAt());
            if (!replayed.status().isClosed()) {
                assertThat(clock.isPaused()).isEqualTo(replayed.pausedAt() != null);
            }
        }
    }

    private void checkResponsibility(List<LedgerEntry> entries, DossierRow row, DossierState state) {
        WorkingCalendar calendar =
                calendars.byId(organization.agency(row.agency()).processingCalendar());
        // dossiers of other tests may have been worked on later than this one looks
        Instant last = entries.getLast().at();
        Instant end = Objects.requireNonNullElse(state.closedAt(), now.isAfter(last) ? now : last);
        List<Responsibility.Span> spans = Responsibility.of(entries, calendar, end);
        Instant from = state.submittedAt();
        for (Responsibility.Span span : spans) {
            assertThat(span.from()).as("no gap, no overlap").isEqualTo(from);
            from = Objects.requireNonNullElse(span.until(), end);
        }
        assertThat(from).isEqualTo(end);
        assertThat(spans.stream().mapToLong(Responsibility.Span::minutes).sum())
                .as("each working minute has one holder: " + row.code())
                .isEqualTo(calendar.workingMinutesBetween(state.submittedAt(), end));
    }

    /** Finished, and of them on time: counted by the database from the ledger, without the fold. */
    private List<Integer> onTimeByMilestones() {
        return jdbc.sql("""
                        SELECT count(*) AS finished, count(*) FILTER (WHERE finished_at <= due_at) AS on_time
                          FROM (SELECT coalesce(processed_at, returned_at, closed_at) AS finished_at, due_at
                                  FROM (SELECT dossier_id,
                                               min(at) FILTER (WHERE kind = 'PROCESSED') AS processed_at,
                                               min(at) FILTER (WHERE kind = 'RETURNED') AS returned_at,
                                               min(at) FILTER (WHERE kind IN ('RETURNED', 'STOPPED', 'WITHDRAWN',
                                                   'NOT_ACCEPTED', 'DISCONTINUED')) AS closed_at,
                                               (array_agg(due_at ORDER BY seq DESC) FILTER (WHERE due_at IS NOT NULL))[1]
                                                   AS due_at
                                          FROM dossier.v_milestone_event GROUP BY dossier_id)) m
                         WHERE finished_at IS NOT NULL AND due_at IS NOT NULL
                        """)
                .query((row, n) -> List.of(row.getInt("finished"), row.getInt("on_time")))
                .single();
    }

    private DossierId open(AuthorityAtWork at) {
        String procedure = AuthorityAtWork.PROCEDURES.get(random.nextInt(AuthorityAtWork.PROCEDURES.size()));
        boolean district = procedure.equals(CONSTRUCTION) || procedure.equals(HOUSEHOLD_BUSINESS);
        Filing filing =
                at.filing(procedure, district ? AuthorityAtWork.DISTRICT : WARDS.get(random.nextInt(WARDS.size())));
        if (procedure.equals(CERTIFIED_COPY) || random.nextBoolean()) {
            count("takeIn");
            return at.takeIn(filing, now).id();
        }
        count("file");
        return at.file(filing, now).id();
    }

    private void act(AuthorityAtWork at, DossierId id) {
        DossierRow row = row(id);
        Actor.Officer clerk = at.clerk(row.agency());
        int version = row.state().version();
        int dice = random.nextInt(100);
        if (dice < 2) {
            ApplicantPass pass = tracking.open(row.code(), row.secret(), CITIZEN, "replay", now)
                    .orElseThrow();
            tell("withdraw", at.casework.withdraw(pass, "Không cần nữa", newKey(), now));
            return;
        }
        switch (row.state().status()) {
            case SUBMITTED -> {
                if (dice < 20) {
                    tell("refuse", at.reception.refuse(id, version, "Sai thẩm quyền", "Điều 1", clerk, newKey(), now));
                } else if (dice < 35) {
                    tell("ask", at.askSupplement(id, clerk, now));
                } else {
                    tell("accept", at.reception.accept(id, version, clerk, newKey(), now));
                }
            }
            case SUPPLEMENT_ASKED -> supply(at, row, clerk, dice);
            case PAYMENT_ASKED ->
                tell(
                        "resume",
                        appointments.resume(
                                id, version, "Xong", at.answering(at.open(id).getFirst()), newKey(), now));
            case CONSULTING -> answer(at, row, dice);
            default -> work(at, id, dice);
        }
    }

    private void supply(AuthorityAtWork at, DossierRow row, Actor.Officer clerk, int dice) {
        List<Content.HandedIn> papers = List.of(AuthorityAtWork.paper("bo-sung"));
        if (dice < 60) {
            ApplicantPass pass = tracking.open(row.code(), row.secret(), CITIZEN, "replay", now)
                    .orElseThrow();
            tell("supply", at.casework.supply(pass, Map.of(), papers, newKey(), now));
        } else {
            tell("supplyAtCounter", at.casework.supplyAtCounter(row.id(), papers, clerk, newKey(), now));
        }
    }

    private void work(AuthorityAtWork at, DossierId id, int dice) {
        List<TaskSummary> open = at.open(id);
        TaskSummary task = open.get(random.nextInt(open.size()));
        Actor.Officer officer = at.answering(task);
        DossierRow row = row(id);
        if (row.state().consultation() != null && dice < 25) {
            answer(at, row, random.nextInt(100));
        } else if (dice < 10) {
            tell("ask", at.askSupplement(id, officer, now));
        } else if (dice < 30) {
            tell("claim", at.casework.claim(id, task.id(), anyone(at, task), now));
        } else if (dice < 36) {
            changeTheClock(at, id, task, officer);
        } else if (dice < 39) {
            tell("assign", at.casework.assign(id, task.id(), anyone(at, task).id(), officer, now));
        } else {
            List<vn.motcua.process.Step.Outcome> outcomes = task.outcomes();
            String outcome = random.nextInt(100) < 80
                    ? outcomes.getFirst().key()
                    : outcomes.get(random.nextInt(outcomes.size())).key();
            String name = outcome.equals("reject") || outcome.equals("return") ? "complete " + outcome : "complete";
            tell(name, at.complete(id, task, outcome, officer, now));
        }
    }

    private void changeTheClock(AuthorityAtWork at, DossierId id, TaskSummary task, Actor.Officer officer) {
        DossierState state = row(id).state();
        // only permits can be extended
        boolean permit = state.procedureCode().equals(CONSTRUCTION) && random.nextBoolean();
        switch (permit ? 3 : random.nextInt(4)) {
            case 0 -> tell("pause", appointments.awaitPayment(id, state.version(), "Chờ", officer, newKey(), now));
            case 1 -> {
                Instant later = calendars
                        .byId(Objects.requireNonNull(state.calendar()))
                        .plusWorkingMinutes(Objects.requireNonNull(state.dueAt()), random.nextLong(1, 3_000));
                tell(
                        "apologise",
                        appointments.apologise(
                                id, state.version(), later, "Việc phức tạp", head(at, task, officer), newKey(), now));
            }
            case 2 -> {
                boolean ours = random.nextBoolean();
                boolean limited = random.nextBoolean();
                Consultations.Question question = new Consultations.Question(
                        ours ? at.agency("00331") : null,
                        ours ? "" : "Sở Xây dựng",
                        limited ? random.nextInt(1, 4) : null,
                        limited ? "Điều 1 Nghị định ví dụ" : "",
                        "Xin ý kiến");
                // under a law that does not count an agency's time, and under the one in force
                jdbc.sql("UPDATE calendar.silence_rule SET stops_clock = :stops")
                        .param("stops", random.nextBoolean())
                        .update();
                tell("consult", consultations.ask(id, state.version(), question, officer, newKey(), now));
            }
            default -> {
                Actor.Officer head = head(at, task, officer);
                tell(
                        "extend",
                        appointments.extend(
                                id, state.version(), "construction-permit", "Phức tạp", head, newKey(), now));
            }
        }
    }

    private Actor.Officer head(AuthorityAtWork at, TaskSummary task, Actor.Officer other) {
        List<OfficerSummary> heads = organization.officersOf(task.unit(), "head");
        return heads.isEmpty() ? other : at.officer(heads.getFirst().id());
    }

    @AfterEach
    void the_law_as_it_is() {
        jdbc.sql("UPDATE calendar.silence_rule SET stops_clock = false").update();
    }

    /** Most agencies answer; of those that have a time to, some let it pass. */
    private void answer(AuthorityAtWork at, DossierRow row, int dice) {
        Consultation asked = Objects.requireNonNull(row.state().consultation());
        if (asked.answerBy() != null && dice < 50) {
            now = Objects.requireNonNull(asked.answerBy()).plusSeconds(random.nextLong(1, 40_000));
            consultations.deemSilent(now);
            count("deem");
            return;
        }
        Consultations.Answer[] answers = Consultations.Answer.values();
        tell(
                "answer",
                consultations.answer(
                        row.id(),
                        row.state().version(),
                        answers[random.nextInt(answers.length)],
                        "Công văn số 1",
                        at.answering(at.open(row.id()).getFirst()),
                        newKey(),
                        now));
        if (asked.answerBy() != null && now.isAfter(asked.answerBy())) {
            consultations.deemSilent(now);
            count("deem");
        }
    }

    private Actor.Officer anyone(AuthorityAtWork at, TaskSummary task) {
        List<OfficerSummary> colleagues = organization.officersOf(task.unit(), task.position());
        return at.officer(colleagues.get(random.nextInt(colleagues.size())).id());
    }

    /** A refused command has left the dossier as it was; the replay at the end would show it if not. */
    private void tell(String command, Result<?> result) {
        if (result instanceof Result.Refused<?>) {
            count("refused");
        } else {
            count(command);
        }
    }

    private void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    private DossierRow row(DossierId id) {
        return ledger.find(id).orElseThrow();
    }
}
