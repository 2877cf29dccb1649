package vn.motcua.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The embedded server on its way up; whoever needs it waits for it. */
record RunningDatabase(CompletableFuture<EmbeddedPostgres> starting) {

    EmbeddedPostgres await() {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotStart reason) {
                throw reason;
            }
            throw e;
        }
    }

    void close() {
        starting.thenAccept(EmbeddedPostgres::close)
                .exceptionally(failed -> null)
                .join();
    }
}
