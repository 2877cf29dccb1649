package vn.motcua.catalog;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One place in which two versions of a procedure differ.
 *
 * @param path from the outside in: a paper of a case is {@code cases} with the case's name, then {@code papers} with the
 *     paper's name, then what of it is different
 * @param before {@code null} where it was not there
 * @param after {@code null} where it is no more
 */
public record ProcedureChange(
        Part part,
        How how,
        List<Place> path,
        @Nullable String before,
        @Nullable String after) {

    public ProcedureChange {
        path = List.copyOf(path);
    }

    /** Key of the text that names what is different: the innermost field. */
    public String whatKey() {
        String what = path.getLast().what();
        boolean ofTerm = what.equals("unit")
                && path.stream().anyMatch(place -> place.what().equals("term"));
        return "catalog.field."
                + (ofTerm
                        ? "term-unit"
                        : what.startsWith("rule") ? "rule" : what.startsWith("errors-") ? "errors" : what);
    }

    /** Whether it only says in how many places the process differs; which ones is told element by element. */
    public boolean countsPlaces() {
        return part == Part.PROCESS && how == How.CHANGED && after != null;
    }

    /** The entries it is in, from the outside in, in their own words; empty for a field of the record itself. */
    public String where() {
        return path.stream().map(Place::which).filter(which -> !which.isEmpty()).collect(Collectors.joining(" › "));
    }

    public enum Part {
        RECORD,
        FORM,
        PROCESS
    }

    public enum How {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A step of the path.
     *
     * @param what name of the field in the package
     * @param which what people call the entry of a list; empty where the field is no list
     */
    public record Place(String what, String which) {}
}
