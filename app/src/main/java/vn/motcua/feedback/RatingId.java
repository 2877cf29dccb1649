package vn.motcua.feedback;

/** Identity of one rating. */
public record RatingId(long value) {}
