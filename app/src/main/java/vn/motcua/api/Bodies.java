package vn.motcua.api;

import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Reads bodies strictly: a name that is not known is a mistake of the sender, not something to drop in silence. */
@Component
class Bodies {

    private static final int MOST_BYTES = 1_000_000;

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    <T> Result<T> read(byte[] body, Class<T> type) {
        if (body.length > MOST_BYTES) {
            return Result.refused(Problem.of("api.too-long", MOST_BYTES));
        }
        try {
            T value = json.readValue(body, type);
            return value == null ? Result.refused(Problem.of("api.not-json")) : Result.done(value);
        } catch (UnrecognizedPropertyException unknown) {
            return Result.refused(Problem.at(path(unknown), "api.unknown-field", unknown.getPropertyName()));
        } catch (DatabindException wrong) {
            String path = path(wrong);
            return Result.refused(
                    path.isEmpty() ? Problem.of("api.not-json") : Problem.at(path, "api.wrong-type", path));
        } catch (StreamReadException broken) {
            return Result.refused(Problem.of("api.not-json"));
        }
    }

    /** {@code papers[0].files[1]}. */
    private static String path(DatabindException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
