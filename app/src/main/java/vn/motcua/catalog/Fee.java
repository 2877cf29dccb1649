package vn.motcua.catalog;

/**
 * A fee or charge (phí, lệ phí).
 *
 * @param text the amount in words, as it is announced
 * @param feel FEEL expression over {@code form}, {@code channel} and {@code case} that gives the amount in đồng
 */
public record Fee(String key, String name, String text, String feel) {}
