package vn.motcua.reporting;

/**
 * How long a procedure usually takes, from receipt to the answer, without the time it waited for the applicant.
 *
 * @param dossiers how many were answered
 * @param medianMinutes working minutes of the middle one
 */
public record UsualTime(int dossiers, long medianMinutes) {

    private static final int ENOUGH = 5;

    /** Whether there are enough dossiers to say anything by, and none of them can be told from it. */
    public boolean known() {
        return dossiers >= ENOUGH;
    }
}
