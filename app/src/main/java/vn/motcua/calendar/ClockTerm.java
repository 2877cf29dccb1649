package vn.motcua.calendar;

/** What a clock has to run: a dossier's legal term, or the working minutes a step may take. */
public sealed interface ClockTerm {

    record Legal(AppointmentRule rule) implements ClockTerm {}

    /** @param workingMinutes 1 or more */
    record Allowance(long workingMinutes) implements ClockTerm {
        public Allowance {
            if (workingMinutes < 1) {
                throw new IllegalArgumentException("a step takes at least a minute: " + workingMinutes);
            }
        }
    }

    /** Whether the end is a date on the wall calendar, so that a pause moves it by days and not by working time. */
    default boolean inCalendarTime() {
        return switch (this) {
            case Allowance allowance -> false;
            case Legal legal -> legal.rule().term().inCalendarTime();
        };
    }
}
