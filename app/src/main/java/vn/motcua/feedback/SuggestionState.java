package vn.motcua.feedback;

/** Whether a suggestion has been answered. */
public enum SuggestionState {
    NEW,
    ANSWERED
}
