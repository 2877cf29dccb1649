package vn.motcua.bench;

import javax.sql.DataSource;

/** An engine that works on cases of the six-task process, in a database of its own. */
interface Arm extends AutoCloseable {

    String name();

    /** Starts a case; its first task is open then. */
    void open();

    /**
     * Completes one open task of some case, and no thread the same; {@code false} when there is none left. A case that was
     * begun is brought to its end first, so that every task is met equally often at any time.
     */
    boolean step();

    /** Returns when nothing follows any more of what was done. */
    default void awaitRest() throws InterruptedException {}

    /** The database it keeps its cases in. */
    DataSource database();

    /** The tables that move a case and remember how it went, as an array of patterns. */
    default String engineTables() {
        return "{%}";
    }

    @Override
    void close();
}
