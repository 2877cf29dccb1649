package vn.motcua.documents;

/** How a step ended against its time: trước hạn, đúng hạn, quá hạn. */
public enum Timeliness {
    EARLY,
    ON_TIME,
    LATE
}
