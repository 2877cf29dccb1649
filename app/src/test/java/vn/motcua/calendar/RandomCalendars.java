package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calendars and rules drawn at random: odd shifts, changing weeks, days off, half days and worked rest days. */
final class RandomCalendars {

    private final Random random;

    RandomCalendars(Random random) {
        this.random = random;
    }

    AppointmentRule rule() {
        TermUnit unit = TermUnit.values()[random.nextInt(4)];
        int most = switch (unit) {
            case WORKING_HOURS -> 120;
            case WORKING_DAYS -> 40;
            case CALENDAR_DAYS -> 60;
            case MONTHS -> 3;
        };
        LocalTime cutoff = random.nextInt(3) == 0 ? LocalTime.of(random.nextInt(24), random.nextInt(60)) : null;
        return new AppointmentRule(
                new Term(random.nextInt(most + 1), unit), DayCount.values()[random.nextInt(2)], cutoff);
    }

    CalendarDefinition definition() {
        LocalDate from = LocalDate.of(1976 + random.nextInt(120), 1 + random.nextInt(12), 1 + random.nextInt(28));
        LocalDate to = from.plusDays(30 + random.nextInt(150));
        List<Week> weeks = new ArrayList<>(List.of(new Week(from.minusDays(random.nextInt(3)), randomWeek())));
        if (random.nextBoolean()) {
            weeks.add(new Week(from.plusDays(4 + random.nextInt(27)), randomWeek()));
        }
        List<SpecialDay> days = new ArrayList<>();
        for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1 + random.nextInt(14))) {
            DayType type = DayType.values()[random.nextInt(4)];
            DayOfWeek like = !type.worked() || random.nextBoolean() ? null : DayOfWeek.MONDAY;
            List<Shift> own = type.worked() && random.nextInt(4) == 0 ? randomShifts() : List.of();
            days.add(new SpecialDay(date, type, new DayName("ngày", "day"), like, own, "test"));
        }
        return new CalendarDefinition("random", from, to, 60 * (1 + random.nextInt(10)), weeks, days);
    }

    /** Monday always works, so that a worked special day has hours. */
    private Map<DayOfWeek, List<Shift>> randomWeek() {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Shift> shifts = randomShifts();
            if (day == DayOfWeek.MONDAY || random.nextInt(4) > 0) {
                week.put(day, shifts);
            }
        }
        return week;
    }

    private List<Shift> randomShifts() {
        List<Shift> shifts = new ArrayList<>();
        int minute = random.nextInt(600);
        while (minute < 1440 && (shifts.isEmpty() || random.nextInt(3) > 0)) {
            int end = Math.min(1440, minute + 1 + random.nextInt(300));
            shifts.add(new Shift(
                    LocalTime.ofSecondOfDay(minute * 60L),
                    end == 1440 ? LocalTime.MIDNIGHT : LocalTime.ofSecondOfDay(end * 60L)));
            minute = end + random.nextInt(120);
        }
        return shifts;
    }
}
