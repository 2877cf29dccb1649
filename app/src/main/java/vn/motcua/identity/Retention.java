package vn.motcua.identity;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.motcua.shared.Vietnam;

/** Forgets each night what need not be kept about who came: wrong tries, sendings of guests, and who signed in long ago. */
@Configuration(proxyBeanMethods = false)
class Retention {

    private static final LocalTime AT_NIGHT = LocalTime.of(2, 20);
    private static final Duration COUNTED = Duration.ofDays(1);

    private final SignInAttempts attempts;
    private final GuestLimit guests;
    private final Accounts accounts;
    private final Clock clock;
    private final Period signIns;

    /** @param signIns how long it is kept who signed in when, {@code motcua.retention.sign-ins} */
    Retention(
            SignInAttempts attempts,
            GuestLimit guests,
            Accounts accounts,
            Clock clock,
            @Value("${motcua.retention.sign-ins:2y}") Period signIns) {
        this.attempts = attempts;
        this.guests = guests;
        this.accounts = accounts;
        this.clock = clock;
        this.signIns = signIns;
    }

    @Bean
    RecurringTask<Void> identityRetentionTask() {
        return Tasks.recurring("identity-retention", Schedules.daily(Vietnam.ZONE, AT_NIGHT))
                .execute((instance, context) -> forget());
    }

    void forget() {
        Instant now = clock.instant();
        attempts.forgetBefore(now.minus(COUNTED));
        guests.forgetBefore(now.minus(COUNTED));
        accounts.forgetSignInsBefore(now.atZone(Vietnam.ZONE).minus(signIns).toInstant());
    }
}
