package vn.motcua;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import vn.motcua.database.DatabaseStart;
import vn.motcua.database.PortCheck;
import vn.motcua.shared.Vietnam;

/** Starts the one-stop shop: portal, desk, administration and API in one process. */
@SpringBootApplication
public class MotCuaApplication {

    public static void main(String[] args) {
        var application = new SpringApplication(MotCuaApplication.class);
        application.addListeners(
                new PortCheck(),
                new DatabaseStart(),
                new Ready(),
                new Rehearsal(),
                new LedgerVerification(),
                new FiguresRebuild(),
                new CatalogTransfer());
        application.run(args);
    }

    @Bean
    Clock clock() {
        return Clock.system(Vietnam.ZONE);
    }
}
