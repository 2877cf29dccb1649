package vn.motcua.process;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** What operators see of processes that do not go on by themselves, and what they do about it. */
@Service
public class Operations {

    private final StuckJobs jobs;
    private final UnreceivedMessages messages;
    private final Jobs waiting;
    private final ObjectProvider<ProcessOwner> owners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Operations(
            StuckJobs jobs,
            UnreceivedMessages messages,
            Jobs waiting,
            ObjectProvider<ProcessOwner> owners,
            TransactionTemplate transaction,
            Clock clock) {
        this.jobs = jobs;
        this.messages = messages;
        this.waiting = waiting;
        this.owners = owners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Timers that should have gone off, services and calls that failed; the longest stuck first. */
    public List<StuckJob> stuck(int most) {
        return jobs.list(clock.instant(), most);
    }

    public int countStuck(int most) {
        return jobs.count(clock.instant(), most);
    }

    /** Something an instance waits for, stuck or not. */
    public Optional<StuckJob> job(InstanceId instance, long number) {
        return jobs.find(instance, number, clock.instant());
    }

    /** The oldest first; those that expired after those that can still be received. */
    public List<Unreceived> messages(int most) {
        return messages.list(most);
    }

    /** How many messages can still be received, counted up to a limit. */
    public int countWaitingMessages(int most) {
        return messages.count(false, most);
    }

    /** How many expired, counted up to a limit. */
    public int countExpiredMessages(int most) {
        return messages.count(true, most);
    }

    public Optional<Unreceived> message(long id) {
        return messages.find(id);
    }

    /** What operators did with messages, latest first. */
    public List<MessageAct> messageActs(int most) {
        return messages.acts(most);
    }

    /** What people call the subjects. */
    public Map<SubjectRef, String> names(Collection<SubjectRef> subjects) {
        var names = new HashMap<SubjectRef, String>();
        Map<String, List<SubjectRef>> byKind = subjects.stream().collect(Collectors.groupingBy(SubjectRef::kind));
        byKind.forEach((kind, some) -> owner(kind)
                .ifPresent(owner -> owner.names(
                                some.stream().map(SubjectRef::id).distinct().toList())
                        .forEach((id, name) -> names.put(new SubjectRef(kind, id), name))));
        return names;
    }

    /**
     * Repairs something that is stuck.
     *
     * @param key the same whenever the same command is sent again, which then changes nothing
     */
    public Result<Repaired> repair(
            InstanceId instance, Repair repair, Actor.Officer officer, String reason, String key) {
        Optional<Problem> lacking = Reasons.lacking(reason);
        if (lacking.isPresent()) {
            return Result.refused(lacking.get());
        }
        Instant now = clock.instant();
        SubjectRef subject = jobs.subject(instance).orElse(null);
        ProcessOwner owner = subject == null ? null : owner(subject.kind()).orElse(null);
        if (subject == null || owner == null) {
            return Result.refused(Problem.of("process.repair-gone"));
        }
        return owner.repair(subject, instance, repair, new ProcessOwner.Operator(officer, reason.strip(), key), now);
    }

    /** Discards a message nobody will receive. */
    public Result<Long> discard(long message, Actor.Officer officer, String reason, String key) {
        return message(message, UnreceivedMessages.Act.DISCARDED, officer, reason, key);
    }

    /** Lets those who wait for a message try again to take it. */
    public Result<Long> again(long message, Actor.Officer officer, String reason, String key) {
        return message(message, UnreceivedMessages.Act.RETRIED, officer, reason, key);
    }

    private Result<Long> message(
            long message, UnreceivedMessages.Act act, Actor.Officer officer, String reason, String key) {
        Optional<Problem> lacking = Reasons.lacking(reason);
        if (lacking.isPresent()) {
            return Result.refused(lacking.get());
        }
        String command = officer.id().value() + " " + message + " " + key;
        return transaction.execute(_ -> {
            boolean there = messages.lock(message).isPresent();
            if (messages.doneBefore(command)) {
                return Result.done(message);
            }
            if (!there) {
                return Result.refused(Problem.of("process.message-gone"));
            }
            messages.log(message, act, officer, reason.strip(), command, clock.instant());
            switch (act) {
                case DISCARDED -> messages.discard(message);
                case RETRIED -> messages.again(message, waiting.kept(), clock.instant());
            }
            return Result.done(message);
        });
    }

    private Optional<ProcessOwner> owner(String kind) {
        return owners.stream().filter(owner -> owner.kind().equals(kind)).findFirst();
    }
}
