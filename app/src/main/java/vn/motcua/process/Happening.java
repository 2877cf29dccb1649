package vn.motcua.process;

import java.time.Instant;
import java.util.Map;

/** Something an instance waited for has come, and it was no officer who did it. */
public sealed interface Happening {

    /** @param due when it was to go off, which is what the next round of one that repeats is counted from */
    record TimerFired(long timer, Instant due) implements Happening {}

    /**
     * @param message number of the message that is used up by it
     * @param variables replace those of the same name
     */
    record MessageCame(long subscription, long message, Map<String, Object> variables) implements Happening {}

    /** @param message number of the message that is used up by it */
    record SignalCame(String name, long message) implements Happening {}

    /**
     * The service has done its work, or the process that was called has ended well.
     *
     * @param output replaces variables of the same name
     */
    record ServiceAnswered(long token, Map<String, Object> output) implements Happening {}

    /** The service, or the process that was called, ended with an error the process may provide for. */
    record ServiceRefused(long token, String code) implements Happening {}
}
