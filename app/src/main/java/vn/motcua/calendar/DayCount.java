package vn.motcua.calendar;

/**
 * How a term in working days ends. Terms in hours end to the minute, terms in calendar days and months with the last
 * day's working hours, whatever stands here.
 */
public enum DayCount {
    /** The same time of day n working days later: n full days' worth of working minutes. */
    SAME_TIME,
    /** The end of the n-th working day after the day of receipt (Civil Code 2015, art. 147.2 and 148.2). */
    END_OF_DAY
}
