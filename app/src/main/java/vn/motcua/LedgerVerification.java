package vn.motcua;

import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import vn.motcua.dossier.LedgerAnchors;

/**
 * With {@code motcua.ledger=verify}: recomputes the whole ledger, prints what was found in one line for each thing, and
 * ends the application, with 1 when something is not as it was written. {@code bin/motcua ledger verify} starts it so.
 */
final class LedgerVerification implements ApplicationListener<ApplicationStartedEvent> {

    @Override
    @SuppressWarnings("SystemOut") // for the person at the console
    public void onApplicationEvent(ApplicationStartedEvent event) {
        var context = event.getApplicationContext();
        if (!"verify".equals(context.getEnvironment().getProperty("motcua.ledger"))) {
            return;
        }
        var verification = context.getBean(LedgerAnchors.class).verify();
        for (LedgerAnchors.Fault fault : verification.faults()) {
            System.out.println(
                    fault.dossier() != null
                            ? "fault dossier=" + fault.dossier().value() + " entry=" + fault.seq()
                            : "fault day=" + fault.day());
        }
        System.out.printf(
                Locale.ROOT,
                "dossiers=%d entries=%d sealed-days=%d faults=%d%n",
                verification.dossiers(),
                verification.events(),
                verification.days(),
                verification.faults().size());
        int status = verification.faults().isEmpty() ? 0 : 1;
        // here and now: what follows would make accounts, and who verifies must change nothing
        System.exit(SpringApplication.exit(context, () -> status));
    }
}
