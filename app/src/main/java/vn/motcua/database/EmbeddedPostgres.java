package vn.motcua.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of our own in the data folder: real, durable, reachable from this machine only. It outlives
 * neither a clean stop of the application nor, for longer than until the next start, a killed one.
 */
final class EmbeddedPostgres implements AutoCloseable {

    static final String DATABASE = "motcua";
    static final String USER = "motcua";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String SUPERUSER = "postgres";
    private static final int ATTEMPTS = 3;
    private static final int REVIVALS = 60;
    private static final long STOP_SECONDS = 60;
    private static final long LOG_BYTES = 10L << 20;

    private final DataFolder folder;
    private final PostgresPrograms programs;
    private final Path cluster;
    private final Path log;
    private final String password;
    private int port;
    private boolean running;

    private EmbeddedPostgres(DataFolder folder, PostgresPrograms programs, String password) {
        this.folder = folder;
        this.programs = programs;
        this.cluster = cluster(folder);
        this.log = folder.resolve("postgres").resolve("postgresql.log");
        this.password = password;
    }

    /**
     * Starts the server on the folder, making its cluster, role and database where missing. One left over by a killed
     * application is stopped first; crash recovery is PostgreSQL's own and takes as long as it takes.
     */
    static EmbeddedPostgres start(DataFolder folder, PostgresSettings settings) {
        try {
            var home = Files.createDirectories(folder.resolve("postgres"));
            stopOrphan(cluster(folder));
            var programs = PostgresPrograms.unpack(home.resolve("programs"));
            var postgres = new EmbeddedPostgres(folder, programs, password(home.resolve("password")));
            postgres.initialise();
            postgres.checkVersion();
            postgres.run(settings);
            postgres.createDatabase(DATABASE);
            return postgres;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the embedded PostgreSQL did not start", e);
        }
    }

    String url() {
        return url(DATABASE);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String password() {
        return password;
    }

    Path programs() {
        return programs.home().toAbsolutePath();
    }

    private static Path cluster(DataFolder folder) {
        return folder.resolve("postgres").resolve("cluster");
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.readString(Files.writeString(file, HexFormat.of().formatHex(secret)));
    }

    /** Makes the cluster beside its place and moves it there when it is whole. */
    private void initialise() throws IOException {
        if (Files.exists(cluster)) {
            return;
        }
        var fresh = cluster.resolveSibling("cluster.new");
        FileSystemUtils.deleteRecursively(fresh);
        call(
                "initdb",
                List.of(
                        "--pgdata=" + fresh,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + cluster.resolveSibling("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        var version = Files.readString(cluster.resolve("PG_VERSION")).strip();
        if (!version.equals(PostgresPrograms.MAJOR)) {
            throw new CannotStart("database.other-version", cluster, version, PostgresPrograms.MAJOR);
        }
    }

    private void run(PostgresSettings settings) throws IOException {
        Files.writeString(cluster.resolve("pg_hba.conf"), """
                host all all 127.0.0.1/32 scram-sha-256
                """);
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(log, log.resolveSibling("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            Files.writeString(cluster.resolve("postgresql.conf"), configuration(settings));
            try {
                startServer();
                running = true;
                return;
            } catch (CannotStart e) {
                // another program may have taken the port between our look and PostgreSQL's
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Waits until the server accepts connections: recovery after a crash takes as long as it takes. */
    private void startServer() throws IOException {
        call("pg_ctl", List.of("start", "--pgdata=" + cluster, "--log=" + log, "-w", "-t", "86400"));
        var pid =
                Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip();
        ProcessHandle.of(Long.parseLong(pid))
                .ifPresent(server -> server.onExit().thenRun(this::revive));
    }

    /** A server that ended although nobody here stopped it comes back at the same port. */
    private void revive() {
        for (int attempt = 1; attempt <= REVIVALS; attempt++) {
            try {
                // the killed server's children take a moment to notice, and until then no other may start
                TimeUnit.SECONDS.sleep(1);
                synchronized (this) {
                    if (!running) {
                        return;
                    }
                    LOG.warn("PostgreSQL has ended by itself or was killed; starting it again");
                    startServer();
                    return;
                }
            } catch (IOException | CannotStart e) {
                LOG.error("PostgreSQL does not start again", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String configuration(PostgresSettings settings) {
        var all = new TreeMap<>(settings.values());
        all.put("port", Integer.toString(port));
        return all.entrySet().stream()
                .map(e -> e.getKey() + " = '" + e.getValue() + "'\n")
                .collect(Collectors.joining(
                        "",
                        "# Written anew at every start. Own settings go into ../custom.conf.\n",
                        "include_if_exists = '../custom.conf'\n"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Makes the application's role, which is no superuser, and a database that belongs to it, where missing. */
    void createDatabase(String name) throws SQLException {
        try (var connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, password);
                var statement = connection.createStatement()) {
            if (isEmpty(statement, "SELECT FROM pg_roles WHERE rolname = '" + USER + "'")) {
                statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + password + "'");
            }
            if (isEmpty(statement, "SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + USER);
            }
        }
    }

    private static boolean isEmpty(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    /** Drops a database with everything in it, also while it is used. For tests. */
    void dropDatabase(String name) throws SQLException {
        try (var connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, password);
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }

    /**
     * Stops the server that a killed application left behind. Its process id may long belong to somebody else: only a
     * PostgreSQL that runs on this very cluster is stopped.
     */
    private static void stopOrphan(Path cluster) throws IOException {
        var file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        var lines = Files.readAllLines(file);
        var orphan = lines.isEmpty()
                ? Optional.<ProcessHandle>empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        if (orphan.isEmpty() || !runsOn(orphan.get(), cluster)) {
            Files.deleteIfExists(file);
            return;
        }
        var pid = orphan.get().pid();
        LOG.info("stopping the PostgreSQL (PID {}) that an earlier run left behind", pid);
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            orphan.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new CannotStart(e, "database.orphan-stays", pid, cluster);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(e, "database.orphan-stays", pid, cluster);
        }
    }

    private static boolean runsOn(ProcessHandle process, Path cluster) {
        var info = process.info();
        return info.command().filter(c -> c.endsWith("/postgres")).isPresent()
                && info.arguments()
                        .filter(a -> List.of(a).contains(cluster.toString()))
                        .isPresent();
    }

    private void call(String program, List<String> arguments) throws IOException {
        var output = Files.createTempFile(cluster.getParent(), program, ".out");
        try {
            // a file, not a pipe: the server inherits it and would keep a pipe open
            var process = new ProcessBuilder(programs.command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new CannotStart("database.failed", log, lastLine(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + program, e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private String lastLine(Path output) throws IOException {
        var source = Files.exists(log) ? log : output;
        try (var lines = Files.lines(source)) {
            return lines.filter(l -> !l.isBlank()).reduce("", (a, b) -> b).strip();
        }
    }

    /** Leaves the server to itself, as a killed application does. For tests. */
    synchronized void forget() {
        running = false;
    }

    /** Stops the server in order, waiting for it, and gives the folder back. */
    @Override
    public synchronized void close() {
        if (!running) {
            return;
        }
        running = false;
        try {
            call("pg_ctl", List.of("stop", "--pgdata=" + cluster, "-m", "fast", "-w", "-t", "" + STOP_SECONDS));
        } catch (IOException | CannotStart e) {
            LOG.error("PostgreSQL did not stop in order; the next start will see to it", e);
        } finally {
            folder.close();
        }
    }
}
