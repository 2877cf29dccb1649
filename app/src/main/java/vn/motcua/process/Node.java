package vn.motcua.process;

import org.jspecify.annotations.Nullable;

/** Where a token can be, or pass. */
sealed interface Node {

    /**
     * Where an element stands in the file.
     *
     * @param line from 1, for messages
     * @param scope id of the subprocess it is in, or {@link ProcessGraph#PROCESS}
     */
    record Place(String id, String name, int line, String scope) {}

    Place place();

    default String id() {
        return place().id();
    }

    default String name() {
        return place().name();
    }

    default int line() {
        return place().line();
    }

    default String scope() {
        return place().scope();
    }

    record Start(Place place) implements Node {}

    /**
     * @param result what it means for the subject when the process ends here, for example {@code RETURNED}; {@code
     *     null} within a subprocess
     * @param thrown what reaching it brings about; {@link Thrown.Nothing} when the token only ends
     */
    record End(Place place, @Nullable String result, Thrown thrown) implements Node {
        boolean terminates() {
            return thrown instanceof Thrown.Terminate;
        }
    }

    /** What can be repeated by multi-instance and have events on its border. */
    sealed interface Activity extends Node {
        @Nullable
        Repetition repetition();
    }

    /** @param output FEEL context of the variables it sets when it is done; none when {@code null} */
    record Task(
            Place place,
            Step step,
            @Nullable Expression output,
            @Nullable Repetition repetition) implements Activity {}

    /**
     * Work done by the system, or by another system.
     *
     * @param service which one
     * @param input FEEL context of what is given to it; everything when {@code null}
     * @param output FEEL context of the variables it sets, over its answer too; none when {@code null}
     */
    record Service(
            Place place,
            String service,
            @Nullable Expression input,
            @Nullable Expression output,
            @Nullable Repetition repetition)
            implements Activity {}

    record Send(Place place, Thrown thrown, @Nullable Repetition repetition) implements Activity {}

    record Receive(
            Place place, Trigger.Message trigger, @Nullable Repetition repetition) implements Activity {}

    /**
     * Another process, for example a linked dossier at another agency.
     *
     * @param process key of the one to call
     * @param input FEEL context of what is given to it; everything when {@code null}
     * @param output FEEL context of the variables it sets, over what the other process ended with; none when {@code null}
     */
    record Call(
            Place place,
            String process,
            @Nullable Expression input,
            @Nullable Expression output,
            @Nullable Repetition repetition)
            implements Activity {}

    record Subprocess(Place place, @Nullable Repetition repetition) implements Activity {}

    /**
     * A decision (DMN) that is asked and answered at once.
     *
     * @param variable what its answer is called; {@code null} when each part of it has its own name
     */
    record Decide(Place place, Decision decision, @Nullable String variable) implements Node {}

    record Exclusive(Place place, @Nullable String defaultFlow) implements Node {}

    record Parallel(Place place) implements Node {}

    record Inclusive(Place place, @Nullable String defaultFlow) implements Node {}

    record EventBased(Place place) implements Node {}

    record Catch(Place place, Trigger trigger) implements Node {}

    record Throw(Place place, Thrown thrown) implements Node {}

    /** @param host id of the activity on whose border it stands */
    record Boundary(Place place, String host, boolean interrupting, Trigger trigger) implements Node {}

    /**
     * How often an activity is done: once for each item of a collection, or a number of times.
     *
     * @param count FEEL: a number, or a list of items
     * @param item what one item is called in expressions; {@code null} when only the number counts
     * @param done FEEL condition after which what is left is not needed any more
     */
    record Repetition(
            boolean sequential,
            Expression count,
            @Nullable String item,
            @Nullable Expression done) {}

    /** What an event waits for. */
    sealed interface Trigger {

        record Timer(TimerRule rule) implements Trigger {}

        /** @param key FEEL: tells which of several waiting instances is meant; any when {@code null} */
        record Message(String name, @Nullable Expression key) implements Trigger {}

        record Signal(String name) implements Trigger {}

        /** @param code {@code null} for every error */
        record Fault(@Nullable String code) implements Trigger {}
    }

    /** What an event brings about when a token reaches it. */
    sealed interface Thrown {

        record Nothing() implements Thrown {}

        record Terminate() implements Thrown {}

        /**
         * @param key FEEL: tells which of several waiting instances is meant; none when {@code null}
         * @param input FEEL context of what the message brings; nothing when {@code null}
         */
        record Message(
                String name,
                @Nullable Expression key,
                @Nullable Expression input) implements Thrown {}

        record Signal(String name) implements Thrown {}

        record Fault(String code) implements Thrown {}
    }
}
