package vn.motcua.reporting;

import java.time.YearMonth;

/** The figures of one month. */
public record MonthLine(YearMonth month, Counts counts) {

    /** Nothing came in, was open or was finished. */
    public boolean isEmpty() {
        return counts.equals(Counts.NONE);
    }
}
