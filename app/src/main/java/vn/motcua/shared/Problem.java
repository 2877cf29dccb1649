package vn.motcua.shared;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a command was refused, in a form that can be told to a person.
 *
 * @param code stable key of the message in the message files, for example {@code dossier.stale}
 * @param field the input field it concerns, or {@code null} when it concerns the whole command
 * @param args values for the message's placeholders, already formatted for people
 */
public record Problem(String code, @Nullable String field, List<Object> args) implements Serializable {

    public Problem {
        args = List.copyOf(args);
    }

    public static Problem of(String code, Object... args) {
        return new Problem(code, null, List.of(args));
    }

    public static Problem at(String field, String code, Object... args) {
        return new Problem(code, field, List.of(args));
    }
}
