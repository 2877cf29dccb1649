package vn.motcua.dossier;

import java.time.Instant;
import java.util.List;
import vn.motcua.catalog.Paper;
import vn.motcua.organization.Agency;
import vn.motcua.shared.Problem;

/** What became of a dossier brought to the counter. */
public sealed interface Intake {

    /** Taken in: the clock runs until {@code dueAt}, and the receipt (form 01) can be printed. */
    record Accepted(DossierId id, String code, String secret, Instant dueAt) implements Intake {}

    /** Required papers are not there; nothing was taken in. */
    record Incomplete(List<Paper> missing) implements Intake {
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }

    /** Another agency is competent; nothing was taken in. */
    record NotCompetent(List<Agency> competent) implements Intake {
        public NotCompetent {
            competent = List.copyOf(competent);
        }
    }

    /** Something in the form is missing or wrong, or the officer may not do this; nothing was taken in. */
    record Refused(List<Problem> problems) implements Intake {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
