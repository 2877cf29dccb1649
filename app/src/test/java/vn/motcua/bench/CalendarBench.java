package vn.motcua.bench;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.calendar.CalendarDefinition;
import vn.motcua.calendar.DayCount;
import vn.motcua.calendar.PublicHolidays;
import vn.motcua.calendar.Shift;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.calendar.Week;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.shared.Vietnam;

/** Due dates a second on one core, from random times of receipt in thirty years, beside a walk from day to day. */
@Tag("bench")
public class CalendarBench {

    private static final String ALL_SPANS = "1-400";
    private static final List<String> SPANS = List.of("1", "5", "20", "100", "400", ALL_SPANS);

    @Test
    @Timeout(180)
    void calendar() throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include(CalendarBench.class.getName() + "\\..*")
                        .forks(1)
                        .threads(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(700))
                        .measurementIterations(7)
                        .measurementTime(TimeValue.milliseconds(500))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        for (RunResult run : runs) {
            String name =
                    run.getPrimaryResult().getLabel() + " " + run.getParams().getParam("span");
            run.getBenchmarkResults()
                    .forEach(fork -> fork.getIterationResults()
                            .forEach(iteration -> rates.computeIfAbsent(name, key -> new ArrayList<>())
                                    .add(iteration.getPrimaryResult().getScore() / 1e6)));
        }
        report(rates);
    }

    private static void report(Map<String, List<Double>> rates) throws Exception {
        System.out.printf(
                "%ncalendar: million due dates a second on one core, by working days of the term%n"
                        + "%-44s %10s – %10s – %10s%n",
                "", "min", "median", "max");
        rates.forEach((name, values) -> System.out.println(Figures.line(name, values)));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("dueDatesPerSecond", 1e6 * worst(rates, ALL_SPANS));
        figures.put("slowdownOverSpans", Math.max(slowdown(rates, "endOfDay"), slowdown(rates, "sameTime")));
        figures.put(
                "ratioToDayWalk",
                Math.min(
                        median(rates, "endOfDay", ALL_SPANS) / median(rates, "endOfDayWalk", ALL_SPANS),
                        median(rates, "sameTime", ALL_SPANS) / median(rates, "sameTimeWalk", ALL_SPANS)));
        System.out.printf(
                Locale.ROOT,
                "slower of both kinds %.1f million/s; slowest span against fastest %.2f; %.0f times a walk%n",
                figures.get("dueDatesPerSecond") / 1e6,
                figures.get("slowdownOverSpans"),
                figures.get("ratioToDayWalk"));
        Figures.write("calendar", figures);
    }

    private static double worst(Map<String, List<Double>> rates, String span) {
        return Math.min(median(rates, "endOfDay", span), median(rates, "sameTime", span));
    }

    /** The fastest of the single spans against the slowest, each by its best round: a busy machine only slows. */
    private static double slowdown(Map<String, List<Double>> rates, String kind) {
        double[] best = SPANS.stream()
                .filter(span -> !span.equals(ALL_SPANS))
                .mapToDouble(span -> Figures.quantile(Objects.requireNonNull(rates.get(kind + " " + span)), 1))
                .toArray();
        return Arrays.stream(best).max().orElseThrow()
                / Arrays.stream(best).min().orElseThrow();
    }

    private static double median(Map<String, List<Double>> rates, String kind, String span) {
        List<Double> values = rates.get(kind + " " + span);
        if (values == null) {
            throw new IllegalStateException("not measured: " + kind + " " + span);
        }
        return Figures.median(values);
    }

    /** What is received and by what rule, drawn beforehand and taken in turn. */
    public abstract static class Cases {

        private static final int CASES = 1 << 12;

        final WorkingCalendar calendar = office();
        private final Instant[] received = new Instant[CASES];
        private final AppointmentRule[] rules = new AppointmentRule[CASES];
        private int next;

        void draw(String span, DayCount count) {
            Random random = new Random(20260827);
            long from = LocalDateTime.of(2012, 1, 1, 0, 0).atZone(Vietnam.ZONE).toEpochSecond();
            for (int i = 0; i < CASES; i++) {
                received[i] = Instant.ofEpochSecond(from + random.nextInt(30 * 365 * 86_400));
                int days = span.equals(ALL_SPANS) ? 1 + random.nextInt(400) : Integer.parseInt(span);
                rules[i] = new AppointmentRule(new Term(days, TermUnit.WORKING_DAYS), count, LocalTime.of(15, 0));
            }
        }

        Instant due() {
            int i = next++ & CASES - 1;
            return calendar.due(received[i], rules[i]);
        }

        /** The same by asking day after day. */
        Instant walked() {
            int i = next++ & CASES - 1;
            LocalDateTime at = LocalDateTime.ofInstant(received[i], Vietnam.ZONE);
            LocalDate day = at.toLocalDate();
            LocalTime time = at.toLocalTime();
            if (!calendar.isWorkingDay(day) || time.isAfter(LocalTime.of(15, 0))) {
                day = next(day);
                time = LocalTime.of(8, 0);
            }
            for (int left = rules[i].term().amount(); left > 0; left--) {
                day = next(day);
            }
            if (rules[i].count() == DayCount.END_OF_DAY) {
                time = LocalTime.of(17, 0);
            }
            return day.atTime(time).atZone(Vietnam.ZONE).toInstant();
        }

        private LocalDate next(LocalDate day) {
            LocalDate next = day.plusDays(1);
            while (!calendar.isWorkingDay(next)) {
                next = next.plusDays(1);
            }
            return next;
        }

        private static WorkingCalendar office() {
            Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.getValue() < 6) {
                    week.put(
                            day,
                            List.of(
                                    new Shift(LocalTime.of(8, 0), LocalTime.of(12, 0)),
                                    new Shift(LocalTime.of(13, 0), LocalTime.of(17, 0))));
                }
            }
            LocalDate from = LocalDate.of(2010, 1, 1);
            return WorkingCalendar.of(new CalendarDefinition(
                            "bench",
                            from,
                            LocalDate.of(2060, 12, 31),
                            480,
                            List.of(new Week(from, week)),
                            IntStream.rangeClosed(2010, 2060)
                                    .mapToObj(PublicHolidays::of)
                                    .flatMap(List::stream)
                                    .toList()))
                    .orElseThrow();
        }
    }

    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public static class EndOfDay extends Cases {

        @Param({"1", "5", "20", "100", "400", ALL_SPANS})
        public String span = "";

        @Setup
        public void draw() {
            draw(span, DayCount.END_OF_DAY);
        }

        @Benchmark
        public Instant endOfDay() {
            return due();
        }
    }

    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public static class SameTime extends Cases {

        @Param({"1", "5", "20", "100", "400", ALL_SPANS})
        public String span = "";

        @Setup
        public void draw() {
            draw(span, DayCount.SAME_TIME);
        }

        @Benchmark
        public Instant sameTime() {
            return due();
        }
    }

    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public static class Walk extends Cases {

        @Param({"20", ALL_SPANS})
        public String span = "";

        @Setup
        public void draw() {
            draw(span, DayCount.END_OF_DAY);
        }

        @Benchmark
        public Instant endOfDayWalk() {
            return walked();
        }
    }

    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public static class SameTimeWalk extends Cases {

        @Param({"20", ALL_SPANS})
        public String span = "";

        @Setup
        public void draw() {
            draw(span, DayCount.SAME_TIME);
        }

        @Benchmark
        public Instant sameTimeWalk() {
            return walked();
        }
    }
}
