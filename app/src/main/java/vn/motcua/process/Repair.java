package vn.motcua.process;

import java.util.Map;

/** What an operator does about something a process is stuck at. */
public sealed interface Repair {

    /** Of the timer, service or call in its instance. */
    long number();

    /** How often it had been tried when the operator looked: what was tried again since has to be looked at again. */
    int attempts();

    /** Tries again now, and as often as if it had never failed. */
    record Again(long number, int attempts) implements Repair {}

    /** Lets a timer go off now. */
    record Fire(long number, int attempts) implements Repair {}

    /**
     * Answers in the place of a service, or of a process that was called: the work was done by other means.
     *
     * @param output replaces variables of the same name
     */
    record Answer(long number, int attempts, Map<String, Object> output) implements Repair {
        public Answer {
            output = Map.copyOf(output);
        }
    }

    /** Says in its place that it cannot be done, with an error the process provides for. */
    record Refuse(long number, int attempts, String code) implements Repair {}

    /** How the ledger calls it. */
    default String word() {
        return switch (this) {
            case Again _ -> "AGAIN";
            case Fire _ -> "FIRE";
            case Answer _ -> "ANSWER";
            case Refuse _ -> "REFUSE";
        };
    }
}
