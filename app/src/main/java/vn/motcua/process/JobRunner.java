package vn.motcua.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.motcua.process.Jobs.Delivery;
import vn.motcua.process.Jobs.Due;
import vn.motcua.process.Jobs.Overdue;
import vn.motcua.shared.Result;

/**
 * Does what is due on any node: fires timers, runs services, delivers messages and signals. A job is taken in hand for a
 * while with SKIP LOCKED, so that nodes share the work; that it counts once is decided in the owner's transaction, by what
 * the instance still waits for. What a fallen node had in hand is taken by another when its time is over.
 */
@Component
class JobRunner {

    /** After so many failures nobody tries again until an operator says so. */
    static final int MOST_ATTEMPTS = 5;

    /** Longer than any transaction should take, and beyond the patience with services. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final int AT_ONCE = 32;
    private static final Set<Jobs.Kind> SERVICES = EnumSet.of(Jobs.Kind.SERVICE);
    private static final Set<Jobs.Kind> OTHERS = EnumSet.complementOf(EnumSet.of(Jobs.Kind.SERVICE));
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(30));

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final Services services;
    private final ObjectProvider<ProcessOwner> owners;
    private final Clock clock;
    private final Duration patience;

    /** Services this node may begin to run, however long those it runs take. */
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** @param patience how long a service may take until its work counts as failed, {@code motcua.jobs.service-timeout} */
    JobRunner(
            Jobs jobs,
            Services services,
            ObjectProvider<ProcessOwner> owners,
            Clock clock,
            @Value("${motcua.jobs.service-timeout:60s}") Duration patience) {
        this.jobs = jobs;
        this.services = services;
        this.owners = owners;
        this.clock = clock;
        this.patience = patience;
    }

    /** Does everything that is due and waits for it; gives how many things it took in hand. */
    int runAll() {
        int sum = 0;
        for (int done = runOthers() + runServices(); done > 0; done = runOthers() + runServices()) {
            sum += done;
        }
        return sum;
    }

    private int runServices() {
        List<Due> asked = jobs.take(SERVICES, clock.instant(), lease(), AT_ONCE);
        Map<String, ProcessOwner> byKind = byKind();
        together(asked.stream()
                .map(job -> (Runnable) () -> carryOut(job, owner(byKind, job.subject())))
                .toList());
        return asked.size();
    }

    /** Fires the timers that are due, delivers messages and signals, calls processes. */
    void runAllOthers() {
        while (runOthers() > 0) {
            // until nothing is due
        }
    }

    /**
     * Begins the work of services that is due, as far as this node has not enough of it in hand; does not wait for it: one
     * that hangs must not hold up others.
     */
    void beginServices() {
        Map<String, ProcessOwner> byKind = byKind();
        int most = free.drainPermits();
        List<Due> asked;
        try {
            asked = most == 0 ? List.of() : jobs.take(SERVICES, clock.instant(), lease(), most);
        } catch (RuntimeException e) {
            free.release(most);
            throw e;
        }
        free.release(most - asked.size());
        for (Due job : asked) {
            Thread.ofVirtual().name("process-service").start(() -> {
                try {
                    carryOut(job, owner(byKind, job.subject()));
                } catch (RuntimeException e) {
                    LOG.warn("a job could not be noted as failed; it is tried again when its lease is over", e);
                } finally {
                    free.release();
                }
            });
        }
    }

    /** Waits a little for the services that are at work. */
    void letServicesEnd(Duration longest) throws InterruptedException {
        if (free.tryAcquire(AT_ONCE, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            free.release(AT_ONCE);
        }
    }

    private Duration lease() {
        return patience.plus(LEASE);
    }

    private Map<String, ProcessOwner> byKind() {
        return owners.stream().collect(Collectors.toMap(ProcessOwner::kind, Function.identity()));
    }

    private int runOthers() {
        Map<String, ProcessOwner> byKind = byKind();
        Instant now = clock.instant();
        int expired = 0;
        for (List<Overdue> overdue = jobs.takeOverdue(now, LEASE, AT_ONCE);
                !overdue.isEmpty();
                overdue = jobs.takeOverdue(now, LEASE, AT_ONCE)) {
            expired += overdue.size();
            together(overdue.stream()
                    .<Runnable>map(message -> () -> expire(message, byKind, now))
                    .toList());
        }
        List<Due> due = jobs.take(OTHERS, now, LEASE, AT_ONCE);
        List<Delivery> deliveries = jobs.takeMessages(now, LEASE, AT_ONCE, MOST_ATTEMPTS);
        var work = new ArrayList<Runnable>();
        due.forEach(job -> work.add(() -> carryOut(job, owner(byKind, job.subject()))));
        deliveries.forEach(delivery -> work.add(() -> deliver(delivery, owner(byKind, delivery.subject()))));
        together(work);
        return expired + work.size();
    }

    /** It is booked where it was sent from, else where its key says it was meant for. */
    private void expire(Overdue message, Map<String, ProcessOwner> byKind, Instant now) {
        SubjectRef subject = message.sender();
        if (subject == null) {
            subject = named(message.key(), byKind);
        }
        if (subject == null) {
            jobs.expire(message.message(), now);
        } else {
            owner(byKind, subject).expired(subject, message.message(), message.name(), message.sentAt(), now);
        }
    }

    private static @Nullable SubjectRef named(@Nullable String key, Map<String, ProcessOwner> byKind) {
        if (key != null) {
            for (ProcessOwner owner : byKind.values()) {
                Long id = owner.named(List.of(key)).get(key);
                if (id != null) {
                    return new SubjectRef(owner.kind(), id);
                }
            }
        }
        return null;
    }

    private static ProcessOwner owner(Map<String, ProcessOwner> byKind, SubjectRef subject) {
        ProcessOwner owner = byKind.get(subject.kind());
        if (owner == null) {
            throw new IllegalStateException("nobody owns subjects of kind " + subject.kind());
        }
        return owner;
    }

    private static void together(List<Runnable> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> running =
                    work.stream().map(threads::submit).toList();
            for (Future<?> one : running) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    LOG.warn(
                            "a job could not be noted as failed; it is tried again when its lease is over",
                            e.getCause());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Due job, ProcessOwner owner) {
        Result<?> result;
        try {
            result = switch (job.kind()) {
                case TIMER -> happen(job, owner, new Happening.TimerFired(job.number(), job.due()));
                case SERVICE -> happen(job, owner, perform(job));
                case CALL -> call(job, owner);
                case ANSWER -> answer(job, owner);
            };
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failed(job, String.valueOf(e.getMessage()), e);
            return;
        }
        if (result instanceof Result.Refused<?> refused && !Processes.isNotAwaited(refused)) {
            failed(job, Failures.written(refused), null);
        }
    }

    private Result<?> happen(Due job, ProcessOwner owner, Happening what) {
        return owner.happen(job.subject(), job.instance(), what, clock.instant());
    }

    /** An error the process does not provide for is told as an answer: its conditions can ask for the status. */
    private Result<?> answer(Due job, ProcessOwner owner) {
        String error = job.name();
        if (error != null) {
            Result<?> told = happen(job, owner, new Happening.ServiceRefused(job.number(), error));
            if (!(told instanceof Result.Refused<?> refused)
                    || refused.problems().stream().noneMatch(p -> p.code().equals("process.error-uncaught"))) {
                return told;
            }
        }
        return happen(job, owner, new Happening.ServiceAnswered(job.number(), job.input()));
    }

    private Result<?> call(Due job, ProcessOwner owner) {
        Result<?> called = owner.call(
                job.subject(), job.instance(), job.number(), String.valueOf(job.name()), job.input(), clock.instant());
        if (called instanceof Result.Done<?>) {
            jobs.waits(job);
        }
        return called;
    }

    private Happening perform(Due job) {
        String name = String.valueOf(job.name());
        ProcessService service = services.find(name)
                .orElseThrow(() -> new IllegalStateException("no service " + name + " is offered here"));
        var request =
                new ProcessService.Request(job.instance().value() + "/" + job.number(), job.subject(), job.input());
        return switch (answer(service, request)) {
            case ProcessService.Answer.Done done -> new Happening.ServiceAnswered(job.number(), done.output());
            case ProcessService.Answer.Refused refused -> new Happening.ServiceRefused(job.number(), refused.code());
        };
    }

    /** What a service answers, if it does in time; it is interrupted when it does not. */
    private ProcessService.Answer answer(ProcessService service, ProcessService.Request request) {
        var asked = new FutureTask<>(() -> service.perform(request));
        Thread.ofVirtual().name("process-service " + service.name()).start(asked);
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new IllegalStateException(
                    "service " + service.name() + " gave no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("service " + service.name() + " was interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                // whatever is wrong with a service is told to the operators, not to this thread
                case null, default ->
                    throw new IllegalStateException("service " + service.name() + ": " + e.getCause(), e);
            }
        }
    }

    private void failed(Due job, String why, @Nullable Throwable e) {
        Instant now = clock.instant();
        boolean again = job.attempts() + 1 < MOST_ATTEMPTS;
        LOG.warn(
                "job {}/{} of an instance failed for the {}. time{}",
                job.instance().value(),
                job.number(),
                job.attempts() + 1,
                again ? "" : " and waits for an operator",
                e);
        jobs.failed(job, why, now, again ? now.plus(pause(job.attempts())) : null);
    }

    private void deliver(Delivery delivery, ProcessOwner owner) {
        Happening what = switch (delivery.kind()) {
            case MESSAGE ->
                new Happening.MessageCame(delivery.subscription(), delivery.message(), delivery.variables());
            case SIGNAL -> new Happening.SignalCame(delivery.name(), delivery.message());
        };
        Instant now = clock.instant();
        try {
            switch (owner.happen(delivery.subject(), delivery.instance(), what, now)) {
                case Result.Done<Happened> _ -> {}
                case Result.Refused<Happened> refused
                when Processes.isNotAwaited(refused) -> {
                    jobs.forgetSignal(delivery.message());
                    jobs.giveBack(delivery.message());
                }
                case Result.Refused<Happened> refused ->
                    jobs.failed(delivery, Failures.written(refused), now, now.plus(pause(delivery.attempts())));
            }
        } catch (RuntimeException e) {
            LOG.warn("message {} was not received", delivery.message(), e);
            jobs.failed(delivery, String.valueOf(e.getMessage()), now, now.plus(pause(delivery.attempts())));
        }
    }

    private static Duration pause(int attempts) {
        return PAUSES.get(Math.min(attempts, PAUSES.size() - 1));
    }
}
