package vn.motcua.api;

import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.shared.PlainText;
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
            Optional<Problem> unwritable = controlCharacters(body);
            if (unwritable.isPresent()) {
                return Result.refused(unwritable.get());
            }
            T value = json.readValue(body, type);
            return value == null ? Result.refused(Problem.of("api.not-json")) : Result.done(value);
        } catch (UnrecognizedPropertyException unknown) {
            return Result.refused(Problem.at(path(unknown), "api.unknown-field", unknown.getPropertyName()));
        } catch (DatabindException wrong) {
            String path = path(wrong);
            return Result.refused(
                    path.isEmpty() ? Problem.of("api.not-json") : Problem.at(path, "api.wrong-type", path));
        } catch (JacksonException broken) {
            return Result.refused(Problem.of("api.not-json")); // or nested deeper than anything meant
        }
    }

    private Optional<Problem> controlCharacters(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
                if (text && !PlainText.isPlain(parser.getString())) {
                    return Optional.of(Problem.at(path(parser.streamReadContext()), "api.control-characters"));
                }
            }
            return Optional.empty();
        }
    }

    /** As {@link #path(DatabindException)}. */
    private static String path(TokenStreamContext at) {
        TokenStreamContext outer = at.getParent();
        String before = outer == null ? "" : path(outer);
        if (at.inArray()) {
            return before + "[" + at.getCurrentIndex() + "]";
        }
        String name = at.currentName();
        if (!at.inObject() || name == null) {
            return before;
        }
        return (before.isEmpty() ? "" : before + ".") + PlainText.cleaned(name);
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
