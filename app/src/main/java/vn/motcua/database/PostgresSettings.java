package vn.motcua.database;

import java.util.HashMap;
import java.util.Map;

/**
 * What stands in {@code postgresql.conf}.
 *
 * @param values setting and value, as PostgreSQL writes them
 */
record PostgresSettings(Map<String, String> values) {

    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("effective_cache_size", "1GB"),
            Map.entry("work_mem", "16MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("wal_compression", "on"),
            // the row a constraint rejects may hold a person's data: DETAIL lines stay out of the log
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"));

    PostgresSettings {
        values = Map.copyOf(values);
    }

    /** For real data: a committed step survives the loss of power. */
    static PostgresSettings durable() {
        return with(Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on"));
    }

    /** For tests, whose data nobody misses. */
    static PostgresSettings volatileForTests() {
        return with(Map.of(
                "fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "300"));
    }

    private static PostgresSettings with(Map<String, String> more) {
        var all = new HashMap<>(COMMON);
        all.putAll(more);
        return new PostgresSettings(all);
    }
}
