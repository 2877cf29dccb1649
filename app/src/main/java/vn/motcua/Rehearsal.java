package vn.motcua;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * With {@code motcua.rehearsal=true}: opens the first pages anyone opens and ends the application. The build starts it
 * so once, to record which classes a start needs.
 */
final class Rehearsal implements ApplicationListener<ApplicationReadyEvent> {

    private static final List<String> PAGES = List.of(
            "/", "/thu-tuc?q=khai+sinh", "/thu-tuc/1.001193", "/tra-cuu", "/thong-ke", "/lam-viec", "/actuator/health");

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        var context = event.getApplicationContext();
        if (!context.getEnvironment().getProperty("motcua.rehearsal", Boolean.class, false)) {
            return;
        }
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        for (var page : PAGES) {
            open(URI.create("http://localhost:" + port + page));
        }
        // from its own thread: this one still has to finish starting what it is about to stop
        Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(context)));
    }

    private static void open(URI page) {
        try {
            var connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(30_000);
            var status = connection.getResponseCode();
            LoggerFactory.getLogger(Rehearsal.class).info("{} {}", status, page);
        } catch (IOException e) {
            // only the speed of later starts is at stake
            LoggerFactory.getLogger(Rehearsal.class).warn("not rehearsed: {}", page, e);
        }
    }
}
