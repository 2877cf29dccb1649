package vn.motcua.process;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/** What a command does to an instance: a new marking with what follows from it, or nothing and the reason. */
sealed interface Advance {

    record Taken(Marking marking, List<Effect> effects) implements Advance {
        public Taken {
            effects = List.copyOf(effects);
        }
    }

    /** The command cannot be carried out as things are; the marking stays. */
    record Stuck(Problem problem) implements Advance {}

    sealed interface Effect {

        record OpenTask(long token, String elementId) implements Effect {}

        /** @param done whether the work was done; otherwise it is withdrawn because the instance ended without it */
        record CloseTask(long token, String elementId, boolean done) implements Effect {}

        /** @param result of the end event reached last; {@code null} when the instance was cancelled */
        record End(@Nullable String result) implements Effect {}
    }
}
