package vn.motcua.calendar;

/**
 * A legal term (thời hạn giải quyết), for example 8 working hours or 20 calendar days.
 *
 * @param amount how many units, 0 or more; 0 of any unit means "on the same day"
 */
public record Term(int amount, TermUnit unit) {

    public Term {
        if (amount < 0) {
            throw new IllegalArgumentException("a term cannot be negative: " + amount);
        }
    }

    /** Whether it runs on days off too; the same day is a day of work. */
    boolean inCalendarTime() {
        return amount > 0 && (unit == TermUnit.CALENDAR_DAYS || unit == TermUnit.MONTHS);
    }

    /**
     * The fewest working minutes it holds, wherever it begins, in weeks of five working days; public holidays aside. The
     * same day holds one day.
     *
     * @param minutesPerDay working minutes of a day
     */
    public int leastWorkingMinutes(int minutesPerDay) {
        if (amount == 0) {
            return minutesPerDay;
        }
        return switch (unit) {
            case WORKING_HOURS -> Math.multiplyExact(amount, 60);
            case WORKING_DAYS -> Math.multiplyExact(amount, minutesPerDay);
            case CALENDAR_DAYS -> Math.multiplyExact(leastWorkingDays(amount), minutesPerDay);
            case MONTHS -> Math.multiplyExact(leastWorkingDays(Math.multiplyExact(amount, 28)), minutesPerDay);
        };
    }

    private static int leastWorkingDays(int calendarDays) {
        return calendarDays / 7 * 5 + Math.max(0, calendarDays % 7 - 2);
    }
}
