package vn.motcua.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The transaction of {@code pgbench -M prepared} with its standard script: three updates, a select, an insert, a commit.
 * Source: PostgreSQL documentation, pgbench, "What is the transaction actually performed?".
 */
final class TpcB implements AutoCloseable {

    private static final int SCALE = 10;
    private static final int TELLERS = 10 * SCALE;
    private static final int ACCOUNTS = 100_000 * SCALE;

    private final Connection connection;
    private final PreparedStatement account;
    private final PreparedStatement balance;
    private final PreparedStatement teller;
    private final PreparedStatement branch;
    private final PreparedStatement history;

    TpcB(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url + "?prepareThreshold=1", user, password);
        connection.setAutoCommit(false);
        account = connection.prepareStatement("UPDATE pgbench_accounts SET abalance = abalance + ? WHERE aid = ?");
        balance = connection.prepareStatement("SELECT abalance FROM pgbench_accounts WHERE aid = ?");
        teller = connection.prepareStatement("UPDATE pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?");
        branch = connection.prepareStatement("UPDATE pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?");
        history = connection.prepareStatement(
                "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)");
    }

    static void prepare(String url, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88))
                        WITH (fillfactor = 100);
                    CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84))
                        WITH (fillfactor = 100);
                    CREATE TABLE pgbench_accounts (aid int, bid int, abalance int, filler char(84))
                        WITH (fillfactor = 100);
                    CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
                    INSERT INTO pgbench_branches SELECT b, 0, '' FROM generate_series(1, %1$d) b;
                    INSERT INTO pgbench_tellers SELECT t, (t - 1) / 10 + 1, 0, '' FROM generate_series(1, %2$d) t;
                    INSERT INTO pgbench_accounts SELECT a, (a - 1) / 100000 + 1, 0, '' FROM generate_series(1, %3$d) a;
                    ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid);
                    """.formatted(SCALE, TELLERS, ACCOUNTS));
        }
    }

    void run() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int aid = random.nextInt(ACCOUNTS) + 1;
        int tid = random.nextInt(TELLERS) + 1;
        int bid = random.nextInt(SCALE) + 1;
        int delta = random.nextInt(-5000, 5001);
        update(account, delta, aid);
        balance.setInt(1, aid);
        try (var rows = balance.executeQuery()) {
            rows.next();
        }
        update(teller, delta, tid);
        update(branch, delta, bid);
        history.setInt(1, tid);
        history.setInt(2, bid);
        history.setInt(3, aid);
        history.setInt(4, delta);
        history.executeUpdate();
        connection.commit();
    }

    private static void update(PreparedStatement statement, int delta, int id) throws SQLException {
        statement.setInt(1, delta);
        statement.setInt(2, id);
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
