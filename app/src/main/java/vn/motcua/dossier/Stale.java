package vn.motcua.dossier;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

/** What to tell someone whose page was older than the dossier: what happened since, by whom and when. */
final class Stale {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm d/M/yyyy", Locale.ROOT).withZone(Vietnam.ZONE);

    private Stale() {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** The last thing that happened; its kind is told by a message of its own, {@code dossier.event.KIND}. */
    static Problem problem(List<LedgerEntry> entries, int versionSeen, Organization organization) {
        Instant latest = entries.getLast().at();
        // of what one command entered together, the first says what was done
        LedgerEntry last = entries.stream()
                .filter(e -> e.at().equals(latest) && e.seq() > versionSeen)
                .findFirst()
                .orElseGet(entries::getLast);
        OfficerId officer = last.by().officer();
        String who = officer == null ? "" : organization.officer(officer).name();
        String code = switch (last.by().kind()) {
            case OFFICER -> "dossier.stale";
            case APPLICANT -> "dossier.stale-by-applicant";
            case SYSTEM -> "dossier.stale-by-system";
        };
        return Problem.of(
                code,
                who,
                TIME.format(last.at()),
                "dossier.event." + DossierEvents.kind(last.event()),
                Math.max(0, entries.getLast().seq() - versionSeen));
    }
}
