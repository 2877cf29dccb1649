package vn.motcua.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A suggestion and what became of it; the answer's parts are present together, when it is answered. */
public record Suggestion(
        SuggestionId id,
        SuggestionForm form,
        SuggestionState state,
        Instant sentAt,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt) {}
