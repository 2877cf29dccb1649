package vn.motcua.dossier;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.motcua.shared.Vietnam;

/** What happens to dossiers by itself. */
@Configuration(proxyBeanMethods = false)
class LedgerSchedule {

    private static final LocalTime AFTER_MIDNIGHT = LocalTime.of(0, 30);

    /** How soon a silent agency is deemed to agree, and a dossier that missed a change of its calendar is counted anew. */
    private static final Duration NOTICED = Duration.ofMinutes(1);

    /** Seals each day of the ledger half an hour after it ended: by then every step begun before midnight has long ended. */
    @Bean
    RecurringTask<Void> ledgerAnchorTask(LedgerAnchors anchors, Clock clock) {
        return Tasks.recurring("dossier-ledger-anchor", Schedules.daily(Vietnam.ZONE, AFTER_MIDNIGHT))
                .execute((instance, context) -> {
                    int days = anchors.anchorFinishedDays(clock.instant());
                    LoggerFactory.getLogger(LedgerAnchors.class).info("days of the ledger sealed: {}", days);
                });
    }

    @Bean
    RecurringTask<Void> silentAgenciesTask(Consultations consultations, Clock clock) {
        return Tasks.recurring("dossier-silent-agencies", Schedules.fixedDelay(NOTICED))
                .execute((instance, context) -> {
                    int dossiers = consultations.deemSilent(clock.instant());
                    if (dossiers > 0) {
                        LoggerFactory.getLogger(Consultations.class)
                                .info("dossiers that went on after an agency's silence: {}", dossiers);
                    }
                });
    }

    @Bean
    RecurringTask<Void> appointmentCatchUpTask(AppointmentMoves moves, Clock clock) {
        return Tasks.recurring("dossier-appointment-catch-up", Schedules.fixedDelay(NOTICED))
                .execute((instance, context) -> {
                    int dossiers = moves.catchUp(clock.instant());
                    if (dossiers > 0) {
                        LoggerFactory.getLogger(AppointmentMoves.class)
                                .info("dossiers counted anew after their calendar had changed: {}", dossiers);
                    }
                });
    }
}
