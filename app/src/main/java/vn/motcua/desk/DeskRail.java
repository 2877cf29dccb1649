package vn.motcua.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import vn.motcua.dossier.Approvals;
import vn.motcua.dossier.Worklists;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.web.Page;
import vn.motcua.web.Rail;

/** The rail beside every page of the desk: what the officer can begin, and the queues with how much is in each. */
@Component
class DeskRail {

    private final Worklists worklists;
    private final Approvals approvals;
    private final Clock clock;

    DeskRail(Worklists worklists, Approvals approvals, Clock clock) {
        this.worklists = worklists;
        this.approvals = approvals;
        this.clock = clock;
    }

    Rail of(Actor.Officer officer, Page page) {
        Map<Worklists.Queue, Integer> counts = worklists.counts(officer, clock.instant());
        List<Rail.Group> groups = new ArrayList<>();
        if (officer.may(Permission.DOSSIER_RECEIVE)) {
            groups.add(new Rail.Group(
                    page.t("desk.rail.counter"),
                    List.of(new Rail.Item(IntakePages.ROOT, page.t("desk.rail.take-in"), "plus", -1, false, "n"))));
        }
        List<Rail.Item> queues = new ArrayList<>();
        if (officer.may(Permission.DOSSIER_APPROVE)) {
            queues.add(new Rail.Item(
                    ApprovalPages.ROOT, page.t("desk.approve.title"), "stamp", approvals.count(officer), false, null));
        }
        for (QueueName queue : QueueName.of(officer)) {
            queues.add(new Rail.Item(
                    queue.address(),
                    page.t(queue.key()),
                    queue.icon(),
                    counts.getOrDefault(queue.queue(), 0),
                    queue.queue() == Worklists.Queue.OVERDUE,
                    null));
        }
        if (!queues.isEmpty()) {
            groups.add(new Rail.Group(page.t("desk.rail.queues"), queues));
        }
        if (officer.may(Permission.DOSSIER_READ)) {
            groups.add(new Rail.Group(
                    page.t("desk.rail.books"),
                    List.of(new Rail.Item(
                            RegisterPages.ROOT, page.t("desk.register.title"), "scroll-text", -1, false, null))));
        }
        return new Rail(groups);
    }
}
