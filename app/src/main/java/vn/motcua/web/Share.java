package vn.motcua.web;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A share as percent with one decimal, everywhere rounded alike. */
public final class Share {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final BigDecimal STEP = new BigDecimal("0.1");

    private Share() {}

    /**
     * Rounded half up, but 100 only when it is all and 0 only when it is none: 9,999 of 10,000 on time is 99.9.
     *
     * @param whole above zero
     */
    public static BigDecimal percent(long part, long whole) {
        BigDecimal rounded =
                BigDecimal.valueOf(part).multiply(ALL).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
        if (part != whole && rounded.compareTo(ALL) == 0) {
            return ALL.subtract(STEP);
        }
        return part != 0 && rounded.signum() == 0 ? STEP : rounded;
    }
}
