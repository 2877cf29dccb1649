package vn.motcua.catalog;

/**
 * A fee or charge (phí, lệ phí).
 *
 * @param text the amount in words, as it is announced
 * @param rule gives the amount in đồng from {@code form}, {@code channel} and {@code case}
 */
public record Fee(String key, String name, String text, Rule rule) {

    /** How the amount is found. */
    public sealed interface Rule {}

    /** By a FEEL expression. */
    public record Formula(String feel) implements Rule {}

    /**
     * By a decision (DMN) of the procedure's own file.
     *
     * @param decision its id; its answer is the amount, or has an output called {@code amount}
     * @param dmn the file
     */
    public record Table(String decision, String dmn) implements Rule {}
}
