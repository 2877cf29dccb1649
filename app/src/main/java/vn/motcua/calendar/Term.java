package vn.motcua.calendar;

/**
 * A legal term (thời hạn giải quyết), for example 8 working hours or 20 calendar days.
 *
 * @param amount how many units, 0 or more; 0 of any unit means "on the same day"
 */
public record Term(int amount, TermUnit unit) {

    public Term {
        if (amount < 0) {
            throw new IllegalArgumentException("a term cannot be negative: " + amount);
        }
    }
}
