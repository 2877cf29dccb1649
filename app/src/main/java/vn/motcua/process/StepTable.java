package vn.motcua.process;

import java.util.List;

/**
 * The steps of a process as officials keep them: a row a step. The other view of the same file is the diagram.
 *
 * @param first id of what the process begins with; empty when nothing follows its start
 * @param others what a row can lead to that is no row: ends, and what only the diagram can say
 */
public record StepTable(String first, List<Row> rows, List<Other> others) {

    public StepTable {
        rows = List.copyOf(rows);
        others = List.copyOf(others);
    }

    /**
     * One step. Texts are as they stand in the file, empty where there is none.
     *
     * @param id of the user task
     * @param scope id of the subprocess it is in; empty for the process itself
     * @param allowance working minutes
     * @param next id of what follows whatever is decided; empty when the outcomes say it, or nothing follows
     * @param outcomes what can be decided; where each leads is said here when there is one
     * @param kept kinds of what stands on the step and only the diagram can say: events on its border, repetition
     */
    public record Row(
            String id,
            String scope,
            String name,
            String unit,
            String position,
            String allowance,
            String work,
            String wording,
            String form,
            String print,
            List<Outcome> outcomes,
            String next,
            List<String> kept) {

        public Row {
            outcomes = List.copyOf(outcomes);
            kept = List.copyOf(kept);
        }

        /** Ids of what can follow, each once. */
        public List<String> nexts() {
            return outcomes.isEmpty()
                    ? next.isEmpty() ? List.of() : List.of(next)
                    : outcomes.stream()
                            .map(Outcome::next)
                            .filter(id -> !id.isEmpty())
                            .distinct()
                            .toList();
        }
    }

    /** @param next id of what follows when this is decided; empty when nothing does */
    public record Outcome(String key, String label, String next) {}

    /**
     * @param kind of BPMN
     * @param result what an end means for the dossier, for example {@code RETURNED}; empty for what is no end of the
     *     process
     * @param nexts names of what it leads to
     */
    public record Other(String id, String scope, String kind, String name, String result, List<String> nexts) {

        public Other {
            nexts = List.copyOf(nexts);
        }

        /** An end of the process that brings nothing else about: the table may add and drop such. */
        public boolean plainEnd() {
            return kind.equals("endEvent") && !result.isEmpty();
        }
    }
}
