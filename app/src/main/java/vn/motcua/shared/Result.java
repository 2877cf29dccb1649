package vn.motcua.shared;

import java.util.List;
import java.util.function.Function;

/**
 * What became of a command: done, with its value, or refused, with reasons a person can act on. A refused command has
 * changed nothing.
 */
public sealed interface Result<T> {

    record Done<T>(T value) implements Result<T> {}

    record Refused<T>(List<Problem> problems) implements Result<T> {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a reason");
            }
        }
    }

    static <T> Result<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Result<T> refused(Problem... problems) {
        return new Refused<>(List.of(problems));
    }

    static <T> Result<T> refused(List<Problem> problems) {
        return new Refused<>(problems);
    }

    default <R> Result<R> map(Function<? super T, ? extends R> f) {
        return switch (this) {
            case Done<T> d -> new Done<>(f.apply(d.value()));
            case Refused<T> r -> new Refused<>(r.problems());
        };
    }

    /** What follows when this was done, which may be refused in its turn. */
    default <R> Result<R> flatMap(Function<? super T, Result<R>> f) {
        return switch (this) {
            case Done<T> d -> f.apply(d.value());
            case Refused<T> r -> new Refused<>(r.problems());
        };
    }

    /** The value of a command that the caller knows cannot be refused; a refusal here is a bug. */
    default T orElseThrow() {
        return switch (this) {
            case Done<T> d -> d.value();
            case Refused<T> r -> throw new IllegalStateException("refused: " + r.problems());
        };
    }
}
