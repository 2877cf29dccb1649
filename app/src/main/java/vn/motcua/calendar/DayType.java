package vn.motcua.calendar;

/** What the yearly announcement, the law or the agency itself makes of a date, against its weekday. */
public enum DayType {
    /** Nobody works: a public holiday, its compensation, or a day swapped for another. */
    OFF,
    /** Work ends at noon: of the weekday's shifts only what lies before 12:00 is worked. */
    OFF_FROM_NOON,
    /** Worked although it would be off otherwise, or at other hours than its weekday's. */
    WORK,
    /** A weekly rest day worked in exchange for a day off (làm bù). */
    SWAP_WORK;

    boolean worked() {
        return this == WORK || this == SWAP_WORK;
    }
}
