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

    private final Map<String, Runnable> work;
    private final Duration pause;
    private final List<Thread> looking = new ArrayList<>();
    private volatile boolean running;

    /** @param pause between two looks; zero: none is ever made */
    JobPolling(JobRunner jobs, MigrationRunner migrations, @Value("${motcua.jobs.pause}") Duration pause) {
        // apart, so that timers do not wait until ten thousand dossiers have moved
        this.work = Map.of("process-jobs", jobs::runAll, "process-migrations", migrations::runAll);
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
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        looking.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
