package vn.motcua.database;

/** A connection that keeps writes until something else is asked of it. */
interface PipelinedConnection {

    void keep(Pipeline.Kept statement);
}
