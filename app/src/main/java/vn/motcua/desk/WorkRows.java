package vn.motcua.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.dossier.Remaining;
import vn.motcua.dossier.WorkItem;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.process.TaskId;
import vn.motcua.web.Page;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/** Puts words to the lines of a worklist. */
@Component
class WorkRows {

    static final String DOSSIERS = "/lam-viec/ho-so/";

    private final Catalog catalog;
    private final Organization organization;

    WorkRows(Catalog catalog, Organization organization) {
        this.catalog = catalog;
        this.organization = organization;
    }

    List<WorkRow> of(List<WorkItem> items, Actor.Officer officer, Page page) {
        Map<String, String> names = new HashMap<>();
        return items.stream()
                .map(item -> row(
                        item,
                        names.computeIfAbsent(
                                item.procedureCode(),
                                code -> catalog.current(code)
                                        .map(Procedure::shortName)
                                        .orElse(code)),
                        officer,
                        page))
                .toList();
    }

    private WorkRow row(WorkItem item, String procedure, Actor.Officer officer, Page page) {
        Long minutes = item.minutesLeft();
        Remaining step = item.stepLeft();
        boolean stopped = item.status().isPaused();
        return new WorkRow(
                item.code(),
                DOSSIERS + item.code(),
                item.applicant(),
                procedure,
                item.step(),
                place(item, officer, page),
                item.since(),
                item.channel(),
                StatusLook.valueOf(item.status().name()),
                minutes == null || stopped ? null : new TimeLeft(minutes, item.dueSoon(), item.minutesPerDay()),
                minutes == null || !stopped ? null : new TimeLeft(minutes, false, item.minutesPerDay()),
                item.dueAt(),
                item.taskDueAt(),
                step == null ? null : new TimeLeft(step.minutes(), step.soon(), step.minutesPerDay()),
                choice(item, officer));
    }

    private String place(WorkItem item, Actor.Officer officer, Page page) {
        if (item.status() == DossierStatus.SUPPLEMENT_ASKED || item.status() == DossierStatus.PAYMENT_ASKED) {
            return page.t("desk.list.applicant-turn");
        }
        UnitId unit = item.unit();
        if (unit == null) {
            return item.status() == DossierStatus.CONSULTING ? page.t("desk.list.consulted-turn") : "";
        }
        OfficerId holder = item.holder();
        String name = organization.unit(unit).name();
        if (holder == null) {
            return page.t("desk.list.free", name);
        }
        return holder.equals(officer.id())
                ? page.t("desk.list.yours")
                : name + " · " + organization.officer(holder).name();
    }

    private static @Nullable String choice(WorkItem item, Actor.Officer officer) {
        TaskId task = item.task();
        UnitId unit = item.unit();
        if (task == null || unit == null || item.holder() != null) {
            return null;
        }
        boolean mine = officer.posts().stream()
                .anyMatch(post -> post.unit().equals(unit) && post.position().equals(item.position()));
        return mine ? item.id().value() + ":" + task.value() : null;
    }
}
