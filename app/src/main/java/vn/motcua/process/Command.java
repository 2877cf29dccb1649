package vn.motcua.process;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of an instance. Variables are all those expressions may name, without {@code outcome}. */
sealed interface Command {

    Map<String, Object> variables();

    record Start(Map<String, Object> variables) implements Command {}

    /**
     * The work at a task is done.
     *
     * @param token number of the token at the task
     * @param outcome key of what was decided
     */
    record Complete(long token, String outcome, Map<String, Object> variables) implements Command {}

    /** Everything stops where it is. */
    record Cancel() implements Command {
        @Override
        public Map<String, Object> variables() {
            return Map.of();
        }
    }

    /** An armed timer has gone off. */
    record FireTimer(long timer, Map<String, Object> variables) implements Command {}

    /** A message has come for this subscription. */
    record Message(long subscription, Map<String, Object> variables) implements Command {}

    /** A message has come for whichever subscription waits longest under its name, and its key when it has one. */
    record Correlate(String name, @Nullable String key, Map<String, Object> variables) implements Command {}

    /** A signal was thrown somewhere; everything that waits for it goes on. */
    record Signal(String name, Map<String, Object> variables) implements Command {}

    /** A service did its work, or a called process ended well. */
    record ServiceDone(long token, Map<String, Object> variables) implements Command {}

    /** A service refused, or a called process ended, with an error the process may provide for. */
    record ServiceFailed(long token, String code, Map<String, Object> variables) implements Command {}
}
