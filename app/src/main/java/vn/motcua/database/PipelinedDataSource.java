package vn.motcua.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Gives out connections that hold back writes for {@link Pipeline}. */
final class PipelinedDataSource extends DelegatingDataSource {

    PipelinedDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pipelined(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return pipelined(super.getConnection(username, password));
    }

    private static Connection pipelined(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PipelinedDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class, PipelinedConnection.class},
                new Handler(connection));
    }

    private static final class Handler implements InvocationHandler {

        private static final Pipeline.Kept NO_WAIT = new Pipeline.Kept("SET LOCAL synchronous_commit = off", List.of());

        private final Connection connection;
        private final List<Pipeline.Kept> kept = new ArrayList<>();

        Handler(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "keep" -> {
                    kept.add((Pipeline.Kept) first(arguments));
                    return null;
                }
                case "prepareStatement", "createStatement", "prepareCall", "setSavepoint" -> send(false);
                case "commit" -> {
                    if (Listening.here()) {
                        kept.addLast(NO_WAIT);
                    }
                    send(true);
                }
                case "rollback" -> kept.clear();
                case "unwrap" -> {
                    if (first(arguments) == PipelinedConnection.class) {
                        return proxy;
                    }
                }
                case "equals" -> {
                    return proxy == first(arguments);
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                default -> {}
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }

        private static Object first(Object @Nullable [] arguments) {
            return java.util.Objects.requireNonNull(arguments)[0];
        }

        private void send(boolean commit) throws SQLException {
            if (kept.isEmpty()) {
                return;
            }
            List<Pipeline.Kept> statements = List.copyOf(kept);
            kept.clear();
            try {
                Pipeline.send(connection, statements, commit);
            } catch (SQLException e) {
                if (commit) {
                    // nothing was committed: the connection must not go back with a failed transaction open
                    connection.rollback();
                }
                throw e;
            }
        }
    }
}
