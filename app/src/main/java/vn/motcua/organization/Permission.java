package vn.motcua.organization;

/** What an officer may do; a position carries a set of them, and they reach as far as the post does. */
public enum Permission {
    DOSSIER_RECEIVE,
    DOSSIER_WORK,
    DOSSIER_APPROVE,
    DOSSIER_RETURN,
    DOSSIER_READ,
    REPORT_DETAIL,
    ORGANIZATION_ADMIN,
    CATALOG_EDIT,
    CATALOG_PUBLISH,
    PROCESS_DESIGN,
    PROCESS_OPERATE,
    SYSTEM_ADMIN;

    /** Whether it only looks at dossiers, so that a leader's or inspector's wider view applies to it. */
    boolean reading() {
        return this == DOSSIER_READ || this == REPORT_DETAIL;
    }
}
