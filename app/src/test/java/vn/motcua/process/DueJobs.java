package vn.motcua.process;

import org.springframework.context.ApplicationContext;

/** Does what is due, as a running node would within a second. */
public final class DueJobs {

    private DueJobs() {}

    public static void runAll(ApplicationContext application) {
        application.getBean(JobRunner.class).runAll();
    }
}
