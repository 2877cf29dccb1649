package vn.motcua.database;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Looks at the machine before anything else happens, and brings up the embedded database while the application itself
 * is still being put together. With {@code motcua.database.url} set there is nothing to bring up.
 */
public final class DatabaseStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        checkPort(environment.getProperty("server.port", Integer.class, 8080));
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

    /** Early, because the web server takes its port last of all. */
    private static void checkPort(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new CannotStart(e, "database.port-taken", port);
        }
    }
}
