package vn.motcua.dossier;

/**
 * Where a dossier stands, in the statuses exchanged with the national portal.
 *
 * <p>Source: statuses 1–10 of the national public service portal's exchange.
 */
public enum DossierStatus {
    /** Filed, waiting for the one-stop desk to look at it; the legal clock does not run. */
    SUBMITTED(1),
    /** Taken in, still at the one-stop desk. */
    RECEIVED(2),
    /** Not taken in, with form 03. */
    NOT_ACCEPTED(3),
    IN_PROCESS(4),
    /** Waiting for the applicant to complete it, with form 02; the legal clock is stopped. */
    SUPPLEMENT_ASKED(5),
    /** Waiting for the applicant to pay a tax or fee; the legal clock is stopped. */
    PAYMENT_ASKED(6),
    /** Waiting for another agency's opinion where the law does not count that time; the legal clock is stopped. */
    CONSULTING(4),
    WITHDRAWN(7),
    /** Refused after it was worked on, with form 03. */
    STOPPED(8),
    /** Ended because the applicant did not complete it, with form 05. */
    DISCONTINUED(8),
    /** The result is ready and waits to be collected. */
    PROCESSED(9),
    RETURNED(10);

    private final int nationalCode;

    DossierStatus(int nationalCode) {
        this.nationalCode = nationalCode;
    }

    public int nationalCode() {
        return nationalCode;
    }

    /** The legal clock stands still. */
    public boolean isPaused() {
        return this == SUPPLEMENT_ASKED || this == PAYMENT_ASKED || this == CONSULTING;
    }

    /** Nothing more will happen to the dossier. */
    public boolean isClosed() {
        return this == NOT_ACCEPTED || this == WITHDRAWN || this == STOPPED || this == DISCONTINUED || this == RETURNED;
    }
}
