package vn.motcua.process;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/** What a command does to an instance: a new marking with what follows from it, or nothing and the reason. */
sealed interface Advance {

    /** @param variables those the command set, as JSON gives them back; the caller keeps them with the instance */
    record Taken(Marking marking, List<Effect> effects, SortedMap<String, @Nullable Object> variables)
            implements Advance {
        public Taken {
            effects = List.copyOf(effects);
            variables = Collections.unmodifiableSortedMap(variables);
        }
    }

    /** The command cannot be carried out as things are; the marking stays. */
    record Stuck(Problem problem) implements Advance {}

    /**
     * What the world outside is told. What is opened, armed, subscribed to or called is closed exactly once, in a later
     * command; what one command would open and close again is never told.
     */
    sealed interface Effect {

        record OpenTask(long token, String elementId) implements Effect {}

        /** @param done whether the work was done; otherwise it is withdrawn because it is not needed any more */
        record CloseTask(long token, String elementId, boolean done) implements Effect {}

        /** @param timer its own number, by which it is fired and disarmed */
        record ArmTimer(long timer, String elementId, TimerRule.Due due) implements Effect {}

        /** @param fired whether it went off; otherwise it is not to go off any more */
        record DisarmTimer(long timer, String elementId, boolean fired) implements Effect {}

        /** @param key which instance is meant; {@code null} for signals, and messages meant for any */
        record Subscribe(
                long subscription,
                String elementId,
                Kind kind,
                String name,
                @Nullable String key) implements Effect {}

        /** @param met whether what was waited for came */
        record Unsubscribe(long subscription, String elementId, boolean met) implements Effect {}

        record CallService(long token, String elementId, String service, Map<String, Object> input) implements Effect {}

        /** @param done whether it answered, well or with an error; otherwise its answer is not wanted any more */
        record EndService(long token, String elementId, boolean done) implements Effect {}

        record CallProcess(long token, String elementId, String process, Map<String, Object> input) implements Effect {}

        /** @param done whether the called process ended; otherwise it is to be cancelled */
        record EndCall(long token, String elementId, boolean done) implements Effect {}

        /**
         * A message to send; or a signal for other instances, since those waiting in this one have had it.
         *
         * @param input what a message brings to who receives it
         */
        record Throw(
                String elementId,
                Kind kind,
                String name,
                @Nullable String key,
                Map<String, Object> input) implements Effect {}

        /**
         * @param result of the end event reached last; {@code null} when the instance was cancelled
         * @param error code the instance ended with; {@code null} when it ended well
         */
        record End(@Nullable String result, @Nullable String error) implements Effect {
            End(@Nullable String result) {
                this(result, null);
            }
        }

        enum Kind {
            MESSAGE,
            SIGNAL
        }
    }
}
