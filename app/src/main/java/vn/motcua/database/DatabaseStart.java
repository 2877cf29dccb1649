package vn.motcua.database;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Brings up the embedded database while the application itself is still being put together. With {@code motcua.database.url} set there is nothing to bring up.
 */
public final class DatabaseStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        if (isExternal(environment)) {
            return;
        }
        var folder = DataFolder.open(Path.of(environment.getRequiredProperty("motcua.data")));
        var database = new RunningDatabase(
                CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(folder, PostgresSettings.durable())));
        // after every context is closed, so that nobody loses a connection in mid-step
        SpringApplication.getShutdownHandlers().add(database::close);
        event.getBootstrapContext()
                .addCloseListener(closed ->
                        closed.getApplicationContext().getBeanFactory().registerSingleton("runningDatabase", database));
    }

    static boolean isExternal(Environment environment) {
        return !environment.getProperty("motcua.database.url", "").isBlank();
    }
}
