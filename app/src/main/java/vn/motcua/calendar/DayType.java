package vn.motcua.calendar;

/** What the yearly announcement, the law or the agency itself makes of a date, against its weekday. */
public enum DayType {
    /** Nobody works: a public holiday, its compensation, or a day swapped for another. */
    OFF,
    /** Worked although it would be off otherwise. */
    WORK,
    /** A weekly rest day worked in exchange for a day off (làm bù). */
    SWAP_WORK
}
