package vn.motcua.dossier;

import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.shared.Result;

/** Runs a command in one transaction; a refused one leaves nothing behind, wherever on its way it was refused. */
@Component
class Commands {

    /** A command that lost against another one is tried again on what the other left behind. */
    private static final int MOST_ATTEMPTS = 5;

    private final TransactionTemplate transaction;

    Commands(PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
    }

    <T> Result<T> run(Supplier<Result<T>> command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(command);
            } catch (ConcurrencyFailureException e) {
                if (attempt == MOST_ATTEMPTS || TransactionSynchronizationManager.isActualTransactionActive()) {
                    throw e;
                }
            }
        }
    }

    private <T> Result<T> once(Supplier<Result<T>> command) {
        Result<T> result = transaction.execute(status -> {
            Result<T> outcome = command.get();
            if (outcome instanceof Result.Refused<T>) {
                status.setRollbackOnly();
            }
            return outcome;
        });
        if (result == null) {
            throw new IllegalStateException("a command without a result");
        }
        return result;
    }
}
