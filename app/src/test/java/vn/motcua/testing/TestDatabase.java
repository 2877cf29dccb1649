package vn.motcua.testing;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import vn.motcua.database.TestServer;

/** Points the application under test at the shared server; the demo authority has a database of its own. */
final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        var demo = environment.getProperty("motcua.demo", Boolean.class, false);
        var server = TestServer.get();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "testDatabase",
                        Map.of(
                                "motcua.database.url",
                                server.database(demo ? "motcua_demo" : "motcua_test"),
                                "motcua.database.user",
                                TestServer.USER,
                                "motcua.database.password",
                                server.password(),
                                "motcua.data",
                                "target/test-data",
                                // a test that waits for timers runs them itself
                                "motcua.jobs.pause",
                                "0s")));
    }
}
