package vn.motcua.calendar;

/** What the legal term (thời hạn giải quyết) of a procedure is counted in. */
public enum TermUnit {
    WORKING_HOURS,
    WORKING_DAYS,
    CALENDAR_DAYS,
    MONTHS
}
