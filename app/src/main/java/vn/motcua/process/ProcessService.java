package vn.motcua.process;

import java.util.Map;

/**
 * Work of the system that a service task names with {@code motcua:service}. It is called outside any transaction, since it
 * may take its time; and at least once, since a node can fall between the work and the note that it is done.
 */
public interface ProcessService {

    /** What service tasks call it. */
    String name();

    /**
     * Does the work. An exception means it is tried again later, up to {@value JobRunner#MOST_ATTEMPTS} times; then an
     * operator has to look.
     */
    Answer perform(Request request);

    /**
     * @param key the same whenever the same work is asked for again
     * @param input what the task's FEEL mapping gives
     */
    record Request(String key, SubjectRef subject, Map<String, Object> input) {}

    /** How it ended. */
    sealed interface Answer {

        /** @param output variables for the process */
        record Done(Map<String, Object> output) implements Answer {}

        /** @param code of an error that stands on the border of the task */
        record Refused(String code) implements Answer {}
    }
}
