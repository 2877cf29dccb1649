package vn.motcua.feedback;

/** What satisfaction is made of. Source: the SIPAS index, "Chỉ số hài lòng về sự phục vụ hành chính". */
public enum Factor {
    ACCESS,
    PROCEDURES,
    OFFICERS,
    RESULT,
    HANDLING
}
