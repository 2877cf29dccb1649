package vn.motcua.process;

import java.util.Map;

/** What can be asked of an instance. Variables are all those conditions may name, without {@code outcome}. */
sealed interface Command {

    record Start(Map<String, Object> variables) implements Command {}

    /**
     * The work at a task is done.
     *
     * @param token number of the token at the task
     * @param outcome key of what was decided
     */
    record Complete(long token, String outcome, Map<String, Object> variables) implements Command {}

    /** Everything stops where it is. */
    record Cancel() implements Command {}
}
