package vn.motcua.calendar;

/** Why a clock stands still (tạm dừng): what is reported to the national portal as 5, 6 and 8, and what the law adds. */
public enum PauseKind {
    /** The applicant is asked to complete the dossier. */
    SUPPLEMENT,
    /** A tax or fee has to be paid first (nghĩa vụ tài chính). */
    FINANCIAL_DUTY,
    /** Stopped by decision (dừng giải quyết). */
    STOPPED,
    /** Another agency is asked for its opinion, where the law does not count that time. */
    CONSULTATION,
    /** Another reason that the law of the procedure names. */
    OTHER
}
