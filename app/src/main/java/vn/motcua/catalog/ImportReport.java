package vn.motcua.catalog;

import java.util.List;
import vn.motcua.shared.Problem;

/** What taking over a file would do or has done, record by record, in the order of the file. */
public record ImportReport(ProcedureDraft.Origin origin, List<Line> lines) {

    public ImportReport {
        lines = List.copyOf(lines);
    }

    /**
     * @param changes of the version or draft there is; empty unless {@link Kind#CHANGED}
     * @param wrong what keeps the whole file from being taken over, each with its place
     * @param doubts what a person has to look at before the draft can be published
     * @param incomplete whether something is still missing for publication
     */
    public record Line(
            String code,
            String name,
            Kind kind,
            List<ProcedureChange> changes,
            List<Problem> wrong,
            List<Problem> doubts,
            boolean incomplete) {
        public Line {
            changes = List.copyOf(changes);
            wrong = List.copyOf(wrong);
            doubts = List.copyOf(doubts);
        }
    }

    public enum Kind {
        NEW,
        CHANGED,
        SAME,
        WRONG
    }

    /** As many lines of a kind as a page shows. */
    public static final int SHOWN = 200;

    /** How many would become drafts. */
    public long differing() {
        return count(Kind.NEW) + count(Kind.CHANGED);
    }

    /** How many have something a person has to look at. */
    public long unsure() {
        return lines.stream().filter(line -> !line.doubts().isEmpty()).count();
    }

    public long count(Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).count();
    }

    /** All that is wrong, in the order of the file. */
    public List<Problem> wrong() {
        return lines.stream().flatMap(line -> line.wrong().stream()).toList();
    }
}
