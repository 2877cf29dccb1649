package vn.motcua.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PortCheckTest {

    @Test
    void a_taken_port_ends_the_start_before_the_log_is_opened() throws IOException {
        try (var other = new ServerSocket(0)) {
            var environment = new StandardEnvironment();
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("server.port", other.getLocalPort())));
            var start = new ApplicationEnvironmentPreparedEvent(
                    new DefaultBootstrapContext(), new SpringApplication(), new String[0], environment);

            assertThatThrownBy(() -> new PortCheck().onApplicationEvent(start)).isInstanceOf(CannotStart.class);
        }
        assertThat(new PortCheck().getOrder()).isLessThan(new LoggingApplicationListener().getOrder());
    }
}
