package vn.motcua;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import vn.motcua.database.CannotStart;

/** Tells in one line why the application cannot start on this machine; anything else keeps its full report. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {

    @Override
    @SuppressWarnings("SystemOut") // whoever typed the command reads it there
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart) {
                System.err.println(cause.getMessage());
                return true;
            }
        }
        return false;
    }
}
