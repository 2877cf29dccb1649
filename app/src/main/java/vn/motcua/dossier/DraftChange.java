package vn.motcua.dossier;

import java.util.List;
import vn.motcua.catalog.Procedure;

/**
 * What became of a draft when another version of its procedure took over.
 *
 * @param now the version in force
 * @param lines what is different for who files, in words: keys of texts and what goes into them
 * @param kept how many answers stay as they were typed
 * @param anew fields that have to be filled, or filled again, in the order of the form
 * @param gone answers that are not asked for any more
 */
public record DraftChange(Procedure now, List<Line> lines, int kept, List<String> anew, List<Gone> gone) {

    public DraftChange {
        lines = List.copyOf(lines);
        anew = List.copyOf(anew);
        gone = List.copyOf(gone);
    }

    /** One difference; the key's text takes the arguments. */
    public record Line(String key, List<Object> args) {
        public Line {
            args = List.copyOf(args);
        }

        static Line of(String what, Object... args) {
            return new Line("dossier.change." + what, List.of(args));
        }
    }

    /** A question that is not asked any more, with what was answered. */
    public record Gone(String label, String typed) {}
}
