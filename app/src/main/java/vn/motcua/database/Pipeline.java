package vn.motcua.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes whose answer nobody needs before the transaction ends: they are kept and sent together with its COMMIT, in one
 * round trip. Whatever else the transaction asks of the database is asked after them, so nobody can see them missing.
 *
 * <p>A statement that must have had an effect says so itself, with the function {@code public.must} of the database: the
 * transaction then fails as a whole with a {@link org.springframework.dao.ConcurrencyFailureException}.
 */
@Component
public class Pipeline {

    private final DataSource dataSource;

    Pipeline(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A parameter that may be null, with its {@link java.sql.Types SQL type}: a plan is kept per types of parameters. */
    public record Typed(@Nullable Object value, int sqlType) {}

    /**
     * Sends a statement at the latest with the COMMIT of the running transaction.
     *
     * @param sql one statement, with {@code ?} for each parameter
     * @param parameters numbers, text, bytes, instants, or {@link Typed} where null may come
     * @throws IllegalStateException outside a transaction
     */
    public void later(String sql, Object... parameters) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a write for later needs a transaction");
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            connection.unwrap(PipelinedConnection.class).keep(new Kept(sql, List.of(parameters)));
        } catch (SQLException e) {
            throw new IllegalStateException("the data source is not pipelined", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    record Kept(String sql, List<Object> parameters) {}

    /** Sends statements in one round trip; the first that fails keeps those after it from being carried out. */
    static void send(Connection connection, List<Kept> statements, boolean commit) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (Kept kept : statements) {
            sql.append(kept.sql()).append(';');
        }
        if (commit) {
            sql.append("COMMIT");
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            int index = 1;
            for (Kept kept : statements) {
                for (Object parameter : kept.parameters()) {
                    bind(statement, index++, parameter);
                }
            }
            statement.execute();
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                // each statement's answer is taken, so that a failure of any of them shows
            }
        }
    }

    private static void bind(PreparedStatement statement, int index, Object parameter) throws SQLException {
        switch (parameter) {
            case Instant at -> statement.setObject(index, at.atOffset(ZoneOffset.UTC));
            case Typed(var value, int type) when value == null -> statement.setNull(index, type);
            case Typed(var value, int type) -> bind(statement, index, value);
            default -> statement.setObject(index, parameter);
        }
    }
}
