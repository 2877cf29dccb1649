package vn.motcua.reporting;

import java.time.YearMonth;

/** The figures of one month. */
public record MonthLine(YearMonth month, Counts counts) {}
