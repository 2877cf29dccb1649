package vn.motcua.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for due jobs for as long as the application runs. */
@Component
final class JobPolling implements SmartLifecycle {

    private final JobRunner runner;
    private final Duration pause;
    private volatile @Nullable Thread thread;

    /** @param pause between two looks; zero: none is ever made */
    JobPolling(JobRunner runner, @Value("${motcua.jobs.pause}") Duration pause) {
        this.runner = runner;
        this.pause = pause;
    }

    @Override
    public void start() {
        if (!pause.isZero()) {
            Thread looking = Thread.ofVirtual().name("process-jobs").unstarted(this::look);
            thread = looking;
            looking.start();
        }
    }

    private void look() {
        while (thread != null) {
            try {
                runner.runAll();
            } catch (RuntimeException | Error e) {
                // without this thread nothing would come of itself on this node any more
                LoggerFactory.getLogger(JobPolling.class).warn("no look for due jobs could be made", e);
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
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
