package vn.motcua.database;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings every module's tables up to date, each with a history of its own, a module after those it depends on. Spring
 * Modulith's own support does the same, but reads all classes of the application at every start to find the order.
 */
final class Migrations implements FlywayMigrationStrategy {

    /** What all share comes first; a module without migrations may stand here too. */
    static final List<String> ORDER = List.of(
            "__root",
            "calendar",
            "organization",
            "web",
            "identity",
            "process",
            "catalog",
            "documents",
            "payment",
            "dossier",
            "feedback",
            "reporting");

    @Override
    public void migrate(Flyway flyway) {
        for (var module : ORDER) {
            if (getClass().getResource("/db/migration/" + module) == null) {
                continue;
            }
            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .locations("classpath:db/migration/" + module)
                    .table("flyway_history_" + module.replace("__", ""))
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
    }
}
