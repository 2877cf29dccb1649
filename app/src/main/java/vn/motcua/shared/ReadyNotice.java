package vn.motcua.shared;

import java.util.List;

/**
 * Something whoever started the application should read once it is ready, such as the accounts of the demo. A bean of
 * this type is printed to the console, never to the log.
 */
@FunctionalInterface
public interface ReadyNotice {

    /** Lines for the console, as they are. */
    List<String> lines();
}
