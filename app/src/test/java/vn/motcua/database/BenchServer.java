package vn.motcua.database;

import java.nio.file.Path;
import java.sql.SQLException;

/** A PostgreSQL set up as the product's own: what it confirms survives the loss of power. */
public final class BenchServer implements AutoCloseable {

    public static final String USER = EmbeddedPostgres.USER;

    private final EmbeddedPostgres postgres;

    private BenchServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static BenchServer start() {
        return new BenchServer(EmbeddedPostgres.start(
                DataFolder.open(Path.of("target", "bench-database")), PostgresSettings.durable()));
    }

    /** Makes the database anew and gives its JDBC URL. */
    public String empty(String name) {
        try {
            postgres.dropDatabase(name);
            postgres.createDatabase(name);
            return postgres.url(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String password() {
        return postgres.password();
    }

    @Override
    public void close() {
        postgres.close();
    }
}
