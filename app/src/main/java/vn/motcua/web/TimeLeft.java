package vn.motcua.web;

/**
 * The time word beside a status: what is left until something is due.
 *
 * @param workingMinutes working minutes left; negative: overdue by as many
 * @param soon due so soon that it should be looked at first
 * @param minutesPerDay working minutes of a day by the calendar that counts
 */
public record TimeLeft(long workingMinutes, boolean soon, int minutesPerDay) {

    public boolean over() {
        return workingMinutes < 0;
    }

    public String look() {
        return over() ? "over" : soon ? "soon" : "left";
    }
}
