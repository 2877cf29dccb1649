package vn.motcua.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Vietnam;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Figures over made-up facts of 2011 to 2013, years in which no other test lets anything happen. */
@DemoTest
class FiguresTest {

    private static final long MADE_UP = 7_000_000_000L;
    private static final Instant NOW = TestClock.START;
    private static final List<String> SECTORS = List.of("LV-A", "LV-B", "LV-C");
    private static final List<String> UNITS = List.of("justice", "urban-management");

    private final AtomicLong next = new AtomicLong(MADE_UP);

    @Autowired
    Figures figures;

    @Autowired
    Organization organization;

    @Autowired
    JdbcClient jdbc;

    /** What the oracle knows of a dossier. Its clock is stopped from {@code stopped} until {@code resumed}. */
    private record Life(
            Agency agency,
            int procedure,
            boolean online,
            Instant received,
            Instant due,
            @Nullable Instant stopped,
            @Nullable Instant resumed,
            @Nullable Instant dueAfter,
            @Nullable Instant finished) {

        boolean finishedBefore(Instant at) {
            return finished != null && finished.isBefore(at);
        }

        Instant dueAsOf(Instant at) {
            return resumed != null && dueAfter != null && resumed.isBefore(at) ? dueAfter : due;
        }

        /** Day by day, as a clerk with a calendar would say it. */
        String verdict(Instant end, Instant now) {
            if (finished != null && finishedBefore(end)) {
                Instant last = dueAfter != null ? dueAfter : due;
                if (finished.isAfter(last)) {
                    return "late";
                }
                return day(finished).isBefore(day(last)) ? "early" : "on time";
            }
            Instant judged = now.isBefore(end) ? now : end;
            if (stopped != null && stopped.isBefore(end) && (resumed == null || !resumed.isBefore(end))) {
                judged = stopped;
            }
            return judged.isAfter(dueAsOf(end)) ? "overdue" : "in time";
        }

        private static LocalDate day(Instant at) {
            return LocalDate.ofInstant(at, Vietnam.ZONE);
        }
    }

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM reporting.dossier_fact WHERE dossier_id >= " + MADE_UP)
                .update();
        jdbc.sql("DELETE FROM reporting.procedure_version WHERE version_id >= " + MADE_UP)
                .update();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void figures_are_what_a_clerk_would_count_by_hand(long seed) {
        Random random = new Random(seed);
        List<Life> lives = made(600, random);

        for (int i = 0; i < 12; i++) {
            YearMonth first = YearMonth.of(2011, 1).plusMonths(random.nextInt(30));
            Period period = Period.of(first, first.plusMonths(random.nextInt(4)));
            Agency one = lives.get(random.nextInt(lives.size())).agency();

            Report report = figures.of(period, Filter.ALL, NOW);
            assertThat(report.total()).as("%s", period).isEqualTo(byHand(lives, period, l -> true));
            for (Report.AgencyLine line : report.agencies()) {
                assertThat(line.counts())
                        .isEqualTo(byHand(lives, period, l -> l.agency().equals(line.agency())));
                assertThat(Counts.sum(line.units().stream()
                                .map(Report.UnitLine::counts)
                                .toList()))
                        .isEqualTo(line.counts());
            }
            assertThat(Counts.sum(report.sectors().stream()
                            .map(Report.SectorLine::counts)
                            .toList()))
                    .isEqualTo(report.total());
            assertThat(figures.of(period, Filter.of(one.id()).sector("LV-B"), NOW)
                            .total())
                    .isEqualTo(byHand(lives, period, l -> l.agency().equals(one) && l.procedure() == 1));
            assertThat(report.total().received())
                    .as("3 = 7 + 11")
                    .isEqualTo(report.total().resolved() + report.total().pending());
        }
    }

    @Test
    void each_month_begins_with_what_the_one_before_left_open() {
        List<Life> lives = made(400, new Random(4));

        List<MonthLine> months = figures.months(YearMonth.of(2012, 12), 12, Filter.ALL, NOW);

        assertThat(months).hasSize(12);
        for (int i = 0; i < 12; i++) {
            assertThat(months.get(i).counts())
                    .isEqualTo(byHand(lives, Period.of(months.get(i).month()), l -> true));
        }
        for (int i = 1; i < 12; i++) {
            assertThat(months.get(i).counts().carriedOver())
                    .isEqualTo(months.get(i - 1).counts().pending());
        }
    }

    @Test
    void a_month_that_is_not_over_is_judged_now() {
        Agency ward = organization.agencies(NOW).getLast();
        Instant due = TestClock.at(2012, 5, 20, 17, 0);
        make(new Life(ward, 0, true, TestClock.at(2012, 5, 2, 9, 0), due, null, null, null, null));
        Period may = Period.of(YearMonth.of(2012, 5));

        assertThat(figures.of(may, Filter.ALL, due).total()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 1, 0));
        assertThat(figures.of(may, Filter.ALL, due.plusSeconds(1)).total())
                .isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void early_is_by_the_day_in_vietnam_and_on_time_to_the_minute() {
        Agency ward = organization.agencies(NOW).getLast();
        Instant due = TestClock.at(2012, 5, 20, 17, 0);
        Instant received = TestClock.at(2012, 5, 2, 9, 0);
        for (Instant finished :
                List.of(TestClock.at(2012, 5, 19, 23, 59), TestClock.at(2012, 5, 20, 0, 0), due, due.plusSeconds(1))) {
            make(new Life(ward, 0, false, received, due, null, null, null, finished));
        }

        assertThat(figures.of(Period.of(YearMonth.of(2012, 5)), Filter.ALL, NOW).total())
                .isEqualTo(new Counts(0, 4, 0, 1, 2, 1, 0, 0));
    }

    @Test
    void the_usual_time_is_the_median_of_a_year_and_told_of_five_dossiers_and_more() {
        Agency ward = organization.agencies(NOW).getLast();
        Instant received = TestClock.at(2012, 5, 2, 9, 0);
        List<Integer> minutes = List.of(900, 60, 240, 120, 300);
        for (int i = 0; i < minutes.size(); i++) {
            make(new Life(ward, 0, true, received, received, null, null, null, received.plusSeconds(60L * i)));
            tookMinutes(next.get() - 1, minutes.get(i));
        }
        make(new Life(ward, 0, true, received, received, null, null, null, null));
        Instant lastAnswer = received.plusSeconds(240);

        assertThat(figures.usualTime("X", lastAnswer)).isEqualTo(new UsualTime(5, 240));
        assertThat(figures.usualTime("X", lastAnswer).known()).isTrue();
        assertThat(figures.usualTime("X", lastAnswer.minusSeconds(60)).known())
                .as("four are too few")
                .isFalse();
        assertThat(figures.usualTime("X", TestClock.at(2013, 5, 2, 9, 1)))
                .as("a year after the second answer")
                .isEqualTo(new UsualTime(3, 240));
        assertThat(figures.usualTime("Y", lastAnswer)).isEqualTo(new UsualTime(0, 0));
    }

    private void tookMinutes(long dossier, long minutes) {
        jdbc.sql("UPDATE reporting.dossier_fact SET worked_minutes = :minutes WHERE dossier_id = :id")
                .param("id", dossier)
                .param("minutes", minutes)
                .update();
    }

    private List<Life> made(int count, Random random) {
        List<Agency> agencies = organization.agencies(NOW);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant received = TestClock.at(2011, 1, 1, 0, 0).plus(Duration.ofMinutes(random.nextInt(1_300_000)));
            Instant due = received.plus(Duration.ofMinutes(random.nextInt(60_000)));
            Instant stopped = random.nextInt(4) == 0 ? received.plus(Duration.ofMinutes(random.nextInt(70_000))) : null;
            Instant resumed = stopped != null && random.nextInt(4) > 0
                    ? stopped.plus(Duration.ofMinutes(random.nextInt(60_000)))
                    : null;
            Instant dueAfter = resumed == null ? null : resumed.plus(Duration.ofMinutes(random.nextInt(30_000)));
            Instant soonest = resumed != null ? resumed : stopped != null ? stopped : received;
            // every fifth stays open; some are finished on the very minute of the appointment
            Instant last = dueAfter != null ? dueAfter : due;
            Instant finished = switch (random.nextInt(10)) {
                case 0, 1 -> null;
                case 2 -> last.isBefore(soonest) ? soonest : last;
                default -> soonest.plus(Duration.ofMinutes(random.nextInt(70_000)));
            };
            Life life = new Life(
                    agencies.get(random.nextInt(agencies.size())),
                    random.nextInt(SECTORS.size()),
                    random.nextBoolean(),
                    received,
                    due,
                    stopped,
                    resumed,
                    dueAfter,
                    finished);
            make(life);
            lives.add(life);
        }
        return lives;
    }

    private void make(Life life) {
        long version = MADE_UP + life.procedure();
        jdbc.sql("""
                        INSERT INTO reporting.procedure_version VALUES (:v, 'X', 'X', :sector, :sector, :unit)
                        ON CONFLICT DO NOTHING
                        """)
                .param("v", version)
                .param("sector", SECTORS.get(life.procedure()))
                .param("unit", UNITS.get(life.procedure() % UNITS.size()))
                .update();
        List<String> at = new ArrayList<>(List.of(life.received().toString()));
        List<String> due = new ArrayList<>(List.of(life.due().toString()));
        List<String> stopped = new ArrayList<>(List.of("false"));
        if (life.stopped() != null) {
            at.add(life.stopped().toString());
            due.add("NULL");
            stopped.add("true");
        }
        if (life.resumed() != null && life.dueAfter() != null) {
            at.add(life.resumed().toString());
            due.add(life.dueAfter().toString());
            stopped.add("false");
        }
        Instant last = life.dueAfter() != null ? life.dueAfter() : life.due();
        jdbc.sql("""
                        INSERT INTO reporting.dossier_fact
                               (dossier_id, code, agency_id, procedure_version_id, channel, received_at, due_at,
                                clock_at, clock_due, clock_stopped, processed_at, ledger_seq)
                        VALUES (:id, 'made-up', :agency, :v, :channel, :received::timestamptz, :due::timestamptz,
                                :at::timestamptz[], :dues::timestamptz[], :stopped::boolean[], :finished::timestamptz, 1)
                        """)
                .param("id", next.getAndIncrement())
                .param("agency", life.agency().id().value())
                .param("v", version)
                .param("channel", life.online() ? "ONLINE" : "COUNTER")
                .param("received", life.received().toString())
                .param("due", last.toString())
                .param("at", array(at))
                .param("dues", array(due))
                .param("stopped", array(stopped))
                .param(
                        "finished",
                        life.finished() == null ? null : life.finished().toString())
                .update();
    }

    private static String array(List<String> values) {
        return values.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static Counts byHand(List<Life> lives, Period period, Predicate<Life> which) {
        Counts counts = Counts.NONE;
        Instant start = period.from().atStartOfDay(Vietnam.ZONE).toInstant();
        Instant end = period.to().atStartOfDay(Vietnam.ZONE).toInstant();
        for (Life life : lives) {
            if (!which.test(life) || !life.received().isBefore(end) || life.finishedBefore(start)) {
                continue;
            }
            boolean carried = life.received().isBefore(start);
            String verdict = life.verdict(end, NOW);
            counts = counts.plus(new Counts(
                    one(!carried && life.online()),
                    one(!carried && !life.online()),
                    one(carried),
                    one(verdict.equals("early")),
                    one(verdict.equals("on time")),
                    one(verdict.equals("late")),
                    one(verdict.equals("in time")),
                    one(verdict.equals("overdue"))));
        }
        return counts;
    }

    private static long one(boolean counted) {
        return counted ? 1 : 0;
    }
}
