package vn.motcua.web;

/**
 * The time word beside a status: what is left until something is due.
 *
 * @param workingMinutes working minutes left; negative: overdue by as many
 * @param soon due so soon that it should be looked at first
 */
public record TimeLeft(long workingMinutes, boolean soon) {

    /** Less than a working day is left. */
    public static final long SOON = 480;

    public static TimeLeft of(long workingMinutes) {
        return new TimeLeft(workingMinutes, workingMinutes <= SOON);
    }

    public boolean over() {
        return workingMinutes < 0;
    }

    public String look() {
        return over() ? "over" : soon ? "soon" : "left";
    }
}
