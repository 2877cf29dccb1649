package vn.motcua.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;

/** One PostgreSQL for all tests of a JVM, kept between runs under {@code target} so that it starts in no time. */
public final class TestServer {

    public static final String USER = EmbeddedPostgres.USER;

    private static final TestServer INSTANCE = start();

    private final EmbeddedPostgres postgres;
    private final Set<String> fresh = ConcurrentHashMap.newKeySet();

    private TestServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static TestServer get() {
        return INSTANCE;
    }

    private static TestServer start() {
        for (int i = 1; ; i++) {
            try {
                var folder = DataFolder.open(Path.of("target", "test-database-" + i));
                var postgres = EmbeddedPostgres.start(folder, PostgresSettings.volatileForTests());
                // run once every application context is closed, so that none is left asking a database that is gone
                SpringApplication.getShutdownHandlers().add(postgres::close);
                return new TestServer(postgres);
            } catch (CannotStart inUse) {
                // another test run of the same working copy has that folder
                if (i == 8) {
                    throw inUse;
                }
            }
        }
    }

    /**
     * A database that is empty the first time this JVM asks for it, and the same one from then on.
     *
     * @return its JDBC URL
     */
    public String database(String name) {
        if (fresh.add(name)) {
            return empty(name);
        }
        return postgres.url(name);
    }

    /** Makes the database anew, without any table, whoever used it before. */
    public String empty(String name) {
        try {
            fresh.add(name);
            postgres.dropDatabase(name);
            postgres.createDatabase(name);
            return postgres.url(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Path programs() {
        return postgres.programs();
    }

    public String password() {
        return postgres.password();
    }
}
