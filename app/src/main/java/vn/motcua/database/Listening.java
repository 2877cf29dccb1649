package vn.motcua.database;

import org.springframework.core.task.TaskDecorator;
import org.springframework.stereotype.Component;

/**
 * Marks the threads on which listeners hear what was committed before. What they write need not be on disk when they go on:
 * the event is, and is delivered again unless the mark that it was heard is there, which stands after all they wrote.
 */
@Component
final class Listening implements TaskDecorator {

    private static final ThreadLocal<Boolean> HERE = ThreadLocal.withInitial(() -> false);

    @Override
    public Runnable decorate(Runnable heard) {
        return () -> {
            HERE.set(true);
            try {
                heard.run();
            } finally {
                HERE.remove();
            }
        };
    }

    static boolean here() {
        return HERE.get();
    }
}
