package vn.motcua.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for due jobs, and for instances to be moved, for as long as the application runs. */
@Component
final class JobPolling implements SmartLifecycle {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final JobRunner jobs;
    private final Map<String, Runnable> work;
    private final Duration pause;
    private final List<Thread> looking = new ArrayList<>();
    private volatile boolean running;

    /** @param pause between two looks; zero: none is ever made */
    JobPolling(JobRunner jobs, MigrationRunner migrations, @Value("${motcua.jobs.pause}") Duration pause) {
        this.jobs = jobs;
        // apart, so that timers do not wait for a slow service or until ten thousand dossiers have moved
        this.work = Map.of(
                "process-jobs", jobs::runAllOthers,
                "process-services", jobs::beginServices,
                "process-migrations", migrations::runAll);
        this.pause = pause;
    }

    @Override
    public void start() {
        if (!pause.isZero()) {
            running = true;
            work.forEach(
                    (name, look) -> looking.add(Thread.ofVirtual().name(name).start(() -> look(look))));
        }
    }

    private void look(Runnable once) {
        while (running) {
            try {
                once.run();
            } catch (RuntimeException | Error e) {
                // without this thread nothing would come of itself on this node any more
                LoggerFactory.getLogger(JobPolling.class).warn("no look for what is due could be made", e);
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        looking.forEach(Thread::interrupt);
        for (Thread thread : looking) {
            try {
                thread.join(LONGEST_STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        looking.clear();
        try {
            jobs.letServicesEnd(LONGEST_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
