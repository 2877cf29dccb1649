package vn.motcua.process;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;
import vn.motcua.shared.Result;

/**
 * Whoever has processes run about its subjects. What comes of itself, as a timer does, is handed to the owner, so that it
 * locks its own row first and books what follows beside it, as with everything an officer does.
 */
public interface ProcessOwner {

    /** The {@link SubjectRef#kind()} it answers for. */
    String kind();

    /**
     * Tells the process what happened and books what it led to, in one transaction of its own that does not begin within
     * another. What the process no longer waits for is refused and has changed nothing; an exception means it is tried
     * again later.
     */
    Result<Happened> happen(SubjectRef subject, InstanceId instance, Happening what, Instant now);

    /**
     * Begins what a call activity asks for, as a linked dossier at another agency, in one transaction of its own. Asked
     * again for the same token it changes nothing. When it has ended, the owner tells by {@link #happen}.
     *
     * @param process what is called, in the owner's own names
     * @param input what the activity's FEEL mapping gives
     */
    Result<?> call(
            SubjectRef subject,
            InstanceId instance,
            long token,
            String process,
            Map<String, Object> input,
            Instant now);

    /**
     * A message that concerns a subject was received by nobody until its time was over: lets it expire by
     * {@link Processes#expire} and books it, in one transaction of its own.
     */
    void expired(SubjectRef subject, long message, String name, Instant sentAt, Instant now);

    /** What people call subjects, by number, as a dossier by its code. */
    Map<Long, String> names(Collection<Long> subjects);

    /** @param key the same whenever the same command is sent again */
    record Operator(Actor.Officer officer, String reason, String key) {}

    /**
     * Carries out what an operator does about something that is stuck, and books it with what it led to, in one
     * transaction of its own. The same command once more changes nothing; what is gone is refused.
     */
    Result<Repaired> repair(SubjectRef subject, InstanceId instance, Repair repair, Operator by, Instant now);

    /** The subjects that people call so; names nobody knows are not in it. */
    Map<String, Long> named(Collection<String> names);

    /** Whether an officer may do a kind of work of a unit that is meant for a position. */
    boolean mayDo(OfficerId officer, UnitId unit, String work, String position);

    /**
     * Moves a running instance to another version of its process by {@link MigrationMoves}, and books it, in one
     * transaction of its own. Once more changes nothing; one that cannot move as it stands is refused.
     */
    Result<Relocated> migrate(SubjectRef subject, InstanceId instance, MigrationId migration, Instant now);
}
