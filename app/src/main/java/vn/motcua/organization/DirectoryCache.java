package vn.motcua.organization;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps the directory in memory, and notices when this or another node has changed it. */
@Component
class DirectoryCache {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private volatile @Nullable Directory directory;
    private volatile long lookedAt;

    DirectoryCache(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Directory get() {
        if (TransactionSynchronizationManager.hasResource(this)) {
            return Directory.load(jdbc); // this transaction has changed it: what it sees is not yet for others
        }
        Directory known = directory;
        long now = System.nanoTime();
        if (known != null && now - lookedAt < LOOK_AGAIN.toNanos()) {
            return known;
        }
        lookedAt = now;
        if (known == null || known.revision() != Directory.currentRevision(jdbc)) {
            known = Directory.load(jdbc);
            directory = known;
        }
        return known;
    }

    /** Must be called by whatever changes the organization's tables, inside its transaction. */
    void changed() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            directory = null;
            return;
        }
        if (TransactionSynchronizationManager.hasResource(this)) {
            return;
        }
        TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(DirectoryCache.this);
                directory = null;
            }
        });
    }
}
