package vn.motcua.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import vn.motcua.shared.Vietnam;

/** A clock that stands still until it is set. */
public final class TestClock extends Clock {

    /** Monday, 24 August 2026, 08:00 in Vietnam: an ordinary working day, far from any holiday. */
    public static final Instant START = at(2026, 8, 24, 8, 0);

    private volatile Instant now = START;

    /** The instant at which clocks in Vietnam show this. */
    public static Instant at(int year, int month, int day, int hour, int minute) {
        return LocalDateTime.of(year, month, day, hour, minute)
                .atZone(Vietnam.ZONE)
                .toInstant();
    }

    public void set(Instant instant) {
        now = instant;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return Vietnam.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("all clocks here show the time of Vietnam");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Configuration {

        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock();
        }
    }

    /** Sets the clock back before every test. */
    static final class Reset implements TestExecutionListener, Ordered {

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }

        @Override
        public void beforeTestMethod(TestContext test) {
            if (test.hasApplicationContext()) {
                test.getApplicationContext().getBeanProvider(TestClock.class).ifAvailable(clock -> clock.set(START));
            }
        }
    }
}
