package vn.motcua.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Why a job failed, as it is kept: a refusal so that it can still be told in words, anything else as it was said. */
final class Failures {

    private static final TypeReference<List<Object>> ARGS = new TypeReference<>() {};
    private static final Pattern REFUSAL = Pattern.compile("([a-z]+\\.[a-z-]+) (\\[.*])");

    private Failures() {}

    static String written(Result.Refused<?> refused) {
        return refused.problems().stream()
                .map(problem -> problem.code() + " " + Standing.JSON.writeValueAsString(problem.args()))
                .collect(Collectors.joining("\n"));
    }

    /** The reasons of a refusal; empty for what was none. */
    static List<Problem> read(@Nullable String failure) {
        return failure == null
                ? List.of()
                : failure.lines().flatMap(line -> problem(line).stream()).toList();
    }

    private static Optional<Problem> problem(String line) {
        Matcher refusal = REFUSAL.matcher(line);
        if (!refusal.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Problem(
                    refusal.group(1), null, new ArrayList<>(Standing.JSON.readValue(refusal.group(2), ARGS))));
        } catch (JacksonException e) {
            // cut short, or something else that looks like it
            return Optional.empty();
        }
    }
}
