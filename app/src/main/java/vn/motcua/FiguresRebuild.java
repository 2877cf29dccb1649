package vn.motcua;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.reporting.Figures;

/**
 * With {@code motcua.figures=rebuild}: counts every dossier again from the ledger, says how many, and ends the
 * application. {@code bin/motcua figures rebuild} starts it so.
 */
final class FiguresRebuild implements ApplicationListener<ApplicationStartedEvent> {

    @Override
    @SuppressWarnings("SystemOut") // for the person at the console
    public void onApplicationEvent(ApplicationStartedEvent event) {
        var context = event.getApplicationContext();
        if (!"rebuild".equals(context.getEnvironment().getProperty("motcua.figures"))) {
            return;
        }
        context.getBean(Figures.class).rebuild();
        var counted = context.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM reporting.dossier_fact")
                .query(Long.class)
                .single();
        System.out.println("counted dossiers=" + counted);
        // here and now: what follows would make accounts
        System.exit(SpringApplication.exit(context));
    }
}
