package vn.motcua;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import vn.motcua.shared.ReadyNotice;

/** Tells whoever started the application where to find it. */
final class Ready implements ApplicationListener<ApplicationReadyEvent> {

    @Override
    @SuppressWarnings("SystemOut") // for the person at the console; the log is for later
    public void onApplicationEvent(ApplicationReadyEvent event) {
        var context = event.getApplicationContext();
        var environment = context.getEnvironment();
        var seconds = event.getTimeTaken() == null ? 0 : event.getTimeTaken().toMillis() / 100 / 10.0;
        var port = environment.getProperty("local.server.port", "8080");
        var database = environment.getProperty("motcua.database.url", "");
        System.out.println(text("platform.ready", "http://localhost:" + port + "/", String.valueOf(seconds)));
        System.out.println(
                database.isBlank()
                        ? text("platform.data", environment.getProperty("motcua.data", ""))
                        : text("platform.database", database.replaceAll("\\?.*", "")));
        context.getBeanProvider(ReadyNotice.class)
                .orderedStream()
                .map(ReadyNotice::lines)
                .flatMap(List::stream)
                .forEach(System.out::println);
        System.out.flush();
    }

    private static String text(String key, Object... args) {
        var locale = Locale.of("vi");
        var pattern = ResourceBundle.getBundle("messages/platform", locale).getString(key);
        return new MessageFormat(pattern, locale).format(args);
    }
}
