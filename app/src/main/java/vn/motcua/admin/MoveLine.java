package vn.motcua.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.process.MigrationItem;
import vn.motcua.process.PlannedMove;
import vn.motcua.web.Page;

/**
 * A dossier of a migration, with the words for it.
 *
 * @param code of the dossier
 * @param who who has its tasks, before and after
 */
public record MoveLine(MigrationItem item, String code, List<String> who) {

    public MoveLine {
        who = List.copyOf(who);
    }

    static MoveLine of(MigrationItem item, String code, Organization organization, Page page) {
        PlannedMove planned = item.planned();
        List<String> who = new ArrayList<>();
        if (planned != null) {
            boolean moves = item.state() != MigrationItem.State.REFUSED;
            planned.turns().forEach(turn -> who.add(who(turn, moves, organization, page)));
        }
        return new MoveLine(item, code, who);
    }

    private static String who(PlannedMove.Turn turn, boolean moves, Organization organization, Page page) {
        String before = organization.unit(new UnitId(turn.unitBefore())).name();
        Long held = turn.officer();
        String officer =
                held == null ? "" : organization.officer(new OfficerId(held)).name();
        String holder = officer.isEmpty() ? before : before + " · " + officer;
        if (!moves) {
            return holder;
        }
        if (turn.stays()) {
            return page.t("admin.move.who.same", holder);
        }
        return turn.unitBefore() == turn.unitAfter()
                ? page.t("admin.move.who.back", before, officer)
                : page.t(
                        "admin.move.who.passes",
                        holder,
                        organization.unit(new UnitId(turn.unitAfter())).name());
    }

    public String before() {
        PlannedMove planned = item.planned();
        return planned == null ? "" : names(planned.before());
    }

    public String after() {
        PlannedMove planned = item.planned();
        return planned == null || item.state() == MigrationItem.State.REFUSED ? "" : names(planned.after());
    }

    /** What becomes of timers, messages and signals. */
    public List<String> waits(Page page) {
        PlannedMove planned = item.planned();
        return planned == null || item.state() == MigrationItem.State.REFUSED
                ? List.of()
                : planned.waits().stream().map(wait -> wait(wait, page)).toList();
    }

    private static String wait(PlannedMove.Wait wait, Page page) {
        String how = page.t("admin.move.wait." + wait.how());
        String key = "admin.move.wait." + wait.kind();
        boolean timed = wait.due() != null && wait.how() != PlannedMove.How.DROPPED;
        return timed
                ? page.t(key + ".due", wait.name(), how, page.dateTime(Objects.requireNonNull(wait.due())))
                : page.t(key, wait.name(), how);
    }

    public static String names(List<PlannedMove.Place> places) {
        return places.stream().map(PlannedMove.Place::name).collect(Collectors.joining(", "));
    }
}
