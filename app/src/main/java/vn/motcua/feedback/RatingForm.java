package vn.motcua.feedback;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of the service, on scales from 1 (very dissatisfied) to 5 (very satisfied).
 *
 * @param overall 0 when it was left open, which is refused
 * @param factors those that were answered
 */
public record RatingForm(
        int overall, Map<Factor, Integer> factors, @Nullable String comment) {

    public RatingForm {
        factors = Map.copyOf(factors);
        comment = comment == null || comment.isBlank() ? null : comment.strip();
    }
}
