package vn.motcua.reporting;

/**
 * The figures of report II.06/VPCP/KSTT (Circular 01/2020/TT-VPCP), by the number of their column there.
 *
 * <p>A dossier is finished when it was processed, else returned, else stopped or withdrawn. Early means on a day before
 * that of the appointment. An open dossier is judged at the end of the period, or now if that is still to come; while its
 * clock is stopped, at the moment it was stopped.
 */
public enum Figure {
    /** Online + direct or post + carried over = resolved + pending. */
    RECEIVED(3),
    RECEIVED_ONLINE(4),
    RECEIVED_DIRECT(5),
    CARRIED_OVER(6),
    RESOLVED(7),
    EARLY(8),
    ON_TIME(9),
    LATE(10),
    PENDING(11),
    IN_TIME(12),
    OVERDUE(13);

    private final int column;

    Figure(int column) {
        this.column = column;
    }

    public int column() {
        return column;
    }
}
