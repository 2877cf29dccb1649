package vn.motcua.feedback;

/** Identity of one suggestion. */
public record SuggestionId(long value) {}
