package vn.motcua.calendar;

/**
 * By how much the law lets a term be extended, and how often. Data: complaints by 15 days to 45, denunciations by 30
 * days twice.
 *
 * @param kind stable key, for example {@code denunciation}
 * @param by what one extension adds, at least one unit
 * @param times how many extensions one clock may have by this rule, at least 1
 * @param source the law
 */
public record ExtensionRule(String kind, Term by, int times, DayName name, String source) {

    public ExtensionRule {
        if (by.amount() < 1 || times < 1) {
            throw new IllegalArgumentException("an extension adds something at least once: " + by + ", " + times);
        }
    }
}
