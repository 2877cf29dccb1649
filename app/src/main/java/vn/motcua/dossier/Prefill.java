package vn.motcua.dossier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person answered when asked whether what is known of them may be used for one filing, and what was filled in.
 *
 * @param at when they answered
 * @param notedBy the officer at whose desk they said so, {@code null} when they said it themselves
 * @param fields by name of the field; those of the applicant are {@code applicant.…}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prefill(boolean allowed, Instant at, @Nullable Long notedBy, Map<String, Filled> fields) {

    public Prefill {
        fields = Map.copyOf(fields);
    }

    /** A field as it was filled in. */
    public record Filled(String value, Source source) {}
}
