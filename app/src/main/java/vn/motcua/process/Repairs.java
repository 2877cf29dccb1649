package vn.motcua.process;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Carries out what operators do about stuck jobs. Joins the transaction in which the subject's owner books it. */
@Service
@Transactional
public class Repairs {

    private final StuckJobs stuck;
    private final Processes processes;

    Repairs(StuckJobs stuck, Processes processes) {
        this.stuck = stuck;
        this.processes = processes;
    }

    /**
     * Repairs what is still as the operator saw it; refused when it is gone, or was tried again meanwhile.
     *
     * @param standing locked by its owner
     */
    public Result<Repaired> apply(Standing standing, Repair repair, Instant now) {
        StuckJob job = stuck.lock(standing.id(), repair.number(), now).orElse(null);
        if (job == null) {
            return Result.refused(Problem.of("process.repair-gone"));
        }
        Optional<Problem> problem = unfit(job, repair);
        if (problem.isPresent()) {
            return Result.refused(problem.get());
        }
        @Nullable Happening what = happening(job, repair, now);
        if (what == null) {
            stuck.again(job.instance(), job.number(), now);
            return Result.done(new Repaired(job.element(), job.name(), null, null));
        }
        return processes
                .happen(standing, what, now)
                .map(happened -> new Repaired(job.element(), job.name(), what, happened));
    }

    private static Optional<Problem> unfit(StuckJob job, Repair repair) {
        if (job.attempts() != repair.attempts()) {
            return Optional.of(Problem.of("process.repair-changed", job.name()));
        }
        boolean timer = job.kind() == StuckJob.Kind.TIMER;
        return switch (repair) {
            case Repair.Again _ ->
                job.taken()
                        ? Optional.of(Problem.of("process.repair-taken", job.name()))
                        : waits(job) ? underWay(job) : Optional.empty();
            case Repair.Fire _ ->
                timer ? Optional.empty() : Optional.of(Problem.at("lam", "process.repair-no-timer", job.name()));
            case Repair.Answer _, Repair.Refuse _ ->
                timer
                        ? Optional.of(Problem.at("lam", "process.repair-no-service", job.name()))
                        : waits(job) ? underWay(job) : Optional.empty();
        };
    }

    /** A dossier elsewhere was begun and has not ended: it is not stuck, and its own end is the answer. */
    private static boolean waits(StuckJob job) {
        return job.kind() == StuckJob.Kind.CALL && job.due() == null && job.failedAt() == null;
    }

    private static Optional<Problem> underWay(StuckJob job) {
        return Optional.of(Problem.of("process.repair-under-way", job.name()));
    }

    private static @Nullable Happening happening(StuckJob job, Repair repair, Instant now) {
        return switch (repair) {
            case Repair.Again _ -> null;
            case Repair.Fire fire -> {
                Instant planned = job.planned();
                yield new Happening.TimerFired(fire.number(), planned == null || planned.isAfter(now) ? now : planned);
            }
            case Repair.Answer answer -> new Happening.ServiceAnswered(answer.number(), answer.output());
            case Repair.Refuse refuse -> new Happening.ServiceRefused(refuse.number(), refuse.code());
        };
    }
}
