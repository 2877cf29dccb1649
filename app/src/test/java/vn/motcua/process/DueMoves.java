package vn.motcua.process;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** Carries out migrations that were started, as running nodes would within a second. */
public final class DueMoves {

    private DueMoves() {}

    public static int runAll(ApplicationContext application) {
        return application.getBean(MigrationRunner.class).runAll();
    }

    /** One batch of so many. */
    public static int run(ApplicationContext application, int batch) {
        return new MigrationRunner(
                        application.getBean(MigrationTables.class),
                        application.getBeanProvider(ProcessOwner.class),
                        application.getBean(Clock.class),
                        batch)
                .run();
    }

    /** A node takes so many in hand for two minutes and falls before it has done anything about them. */
    public static int takeAndFall(ApplicationContext application, int batch) {
        return application
                .getBean(MigrationTables.class)
                .take(application.getBean(Clock.class).instant(), Duration.ofMinutes(2), batch)
                .size();
    }
}
