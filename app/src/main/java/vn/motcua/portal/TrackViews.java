package vn.motcua.portal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.Explanation;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.dossier.Holder;
import vn.motcua.dossier.Responsibility;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.dossier.TimelineEntry;
import vn.motcua.feedback.Ratings;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.process.Processes;
import vn.motcua.process.Step;
import vn.motcua.process.TaskSummary;
import vn.motcua.web.Moment;
import vn.motcua.web.Page;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/** Tells a dossier to its owner. */
@Component
class TrackViews {

    private final Organization organization;
    private final Processes processes;
    private final Calendars calendars;
    private final Ratings ratings;

    TrackViews(Organization organization, Processes processes, Calendars calendars, Ratings ratings) {
        this.organization = organization;
        this.processes = processes;
        this.calendars = calendars;
        this.ratings = ratings;
    }

    TrackView of(Dossier d, Page page, Instant now) {
        boolean open = !d.status().isClosed();
        boolean asked = d.status() == DossierStatus.SUPPLEMENT_ASKED;
        Instant closed = d.closedAt();
        Instant until = asked ? null : d.holderUntil();
        Explanation why = d.why();
        Long minutesLeft = d.minutesLeft();
        boolean promised = open && d.processedAt() == null;
        return new TrackView(
                d.code(),
                d.secret(),
                d.procedure().shortName(),
                d.agency().name(),
                d.applicant().maskedName(),
                StatusLook.valueOf(d.status().name()),
                closed != null ? page.t("portal.track.closed", closed) : who(d.holder(), page),
                person(d.holder()),
                open ? d.holderSince() : null,
                until,
                until == null ? null : TimeLeft.of(left(d, now, until)),
                promised ? d.dueAt() : null,
                promised && minutesLeft != null ? TimeLeft.of(minutesLeft) : null,
                why == null
                        ? List.of()
                        : why.in(page.locale()).lines().stream()
                                .map(line -> page.line(line.key(), line.args()))
                                .toList(),
                moments(d, page),
                duties(d, page),
                "/thu-tuc/" + d.procedure().code() + "/quy-trinh.bpmn",
                d.tasks().stream().map(TaskSummary::elementId).collect(Collectors.joining(" ")),
                asked ? supplement(d) : null,
                d.resultNo(),
                d.resultFile() == null ? null : d.resultFile().value(),
                open && d.status() != DossierStatus.PROCESSED,
                mayRate(d),
                ratings.of(d.id()).map(r -> r.form().overall()).orElse(0),
                UUID.randomUUID().toString(),
                switch (d.status()) {
                    case SUPPLEMENT_ASKED -> "";
                    case PROCESSED ->
                        page.t("portal.track.advice.collect", d.agency().name());
                    default -> open ? page.t("portal.track.advice") : "";
                });
    }

    /** The result is there, or the refusal: now the service can be judged. */
    static boolean mayRate(Dossier d) {
        return switch (d.status()) {
            case PROCESSED, RETURNED, STOPPED, NOT_ACCEPTED -> true;
            case SUBMITTED, RECEIVED, IN_PROCESS, SUPPLEMENT_ASKED, WITHDRAWN -> false;
        };
    }

    /** What an open notice asks for; {@code null} when none is open. */
    static TrackView.@Nullable Supplement supplement(Dossier d) {
        return openNotice(d)
                .map(notice -> {
                    List<TrackView.Supplement.Item> items = new ArrayList<>();
                    for (int i = 0; i < notice.items().size(); i++) {
                        SupplementNotice.Item item = notice.items().get(i);
                        items.add(new TrackView.Supplement.Item(
                                "paper." + paperKey(notice, i), item.name(), item.instruction()));
                    }
                    return new TrackView.Supplement(notice.reason(), items);
                })
                .orElse(null);
    }

    static Optional<SupplementNotice> openNotice(Dossier d) {
        return d.supplements().stream().filter(s -> s.answeredAt() == null).findFirst();
    }

    /** A paper of the procedure keeps its key; anything else asked for gets one of its own. */
    static String paperKey(SupplementNotice notice, int item) {
        String paper = notice.items().get(item).paper();
        return paper != null ? paper : "bo-sung-" + notice.no() + "-" + (item + 1);
    }

    private long left(Dossier d, Instant now, Instant until) {
        var calendar = calendars.byId(d.agency().processingCalendar());
        return now.isAfter(until)
                ? -calendar.workingMinutesBetween(until, now)
                : calendar.workingMinutesBetween(now, until);
    }

    private String who(Holder holder, Page page) {
        return switch (holder) {
            case Holder.Applicant ignored -> page.t("portal.track.you");
            case Holder.Office o -> organization.unit(o.unit()).name();
            case Holder.Nobody ignored -> page.t("portal.track.nobody");
        };
    }

    private @Nullable String person(Holder holder) {
        return holder instanceof Holder.Office(UnitId ignored, OfficerId officer) && officer != null
                ? organization.officer(officer).name()
                : null;
    }

    /** What was done, then what is being done, then what was promised. */
    private List<Moment> moments(Dossier d, Page page) {
        List<Moment> moments = new ArrayList<>();
        for (TimelineEntry e : d.timeline()) {
            switch (e.kind()) {
                // shown by what is open below, or by nothing: a citizen is not told who moved which deadline
                case "TASK_OPENED", "TASK_CLAIMED", "TASK_ASSIGNED", "TASK_DUE_MOVED" -> {}
                case "PROCESSED" -> moments.add(processed(d, e, page));
                case "TASK_COMPLETED" -> moments.add(new Moment("done", step(e), meta(e, page), List.of()));
                default ->
                    moments.add(new Moment(
                            look(e.kind()), page.t("portal.moment." + e.kind()), meta(e, page), notes(e, page)));
            }
        }
        Map<String, @Nullable String> wording = new HashMap<>();
        for (Step s : processes.steps(d.procedure().process())) {
            wording.put(s.elementId(), s.publicWording());
        }
        if (d.status() != DossierStatus.SUPPLEMENT_ASKED) {
            for (TaskSummary task : d.tasks()) {
                String told = wording.get(task.elementId());
                moments.add(new Moment(
                        "now",
                        told == null ? task.name() : told,
                        page.t(
                                "portal.moment.now",
                                at(task.unit(), task.holder()),
                                page.dateTime(task.openedAt()),
                                page.dateTime(task.dueAt())),
                        List.of()));
            }
        }
        Instant due = d.dueAt();
        if (due != null && d.processedAt() == null && !d.status().isClosed()) {
            moments.add(new Moment(
                    "later",
                    page.t(
                            d.status() == DossierStatus.SUPPLEMENT_ASKED
                                    ? "portal.moment.due-moves"
                                    : "portal.moment.due"),
                    d.status() == DossierStatus.SUPPLEMENT_ASKED ? null : page.dateTime(due),
                    List.of()));
        }
        return moments;
    }

    /** The result, and how it stands against what was promised. */
    private Moment processed(Dossier d, TimelineEntry e, Page page) {
        Instant due = d.dueAt();
        boolean late = due != null && e.at().isAfter(due);
        String kept = due == null
                ? ""
                : late
                        ? page.t("portal.moment.late", page.workingTime(-left(d, e.at(), due)))
                        : page.t("portal.moment.in-time");
        return new Moment(
                late ? "bad" : "done",
                page.t("portal.moment." + e.kind()),
                meta(e, page),
                kept.isEmpty() ? List.of() : List.of(kept));
    }

    private static String step(TimelineEntry e) {
        String told = e.publicStep();
        String name = e.step();
        return told != null ? told : name != null ? name : e.kind();
    }

    private static String look(String kind) {
        return switch (kind) {
            case "SUPPLEMENT_ASKED" -> "wait";
            case "NOT_ACCEPTED", "STOPPED" -> "bad";
            default -> "done";
        };
    }

    private String meta(TimelineEntry e, Page page) {
        UnitId unit = e.unit();
        return unit == null ? page.dateTime(e.at()) : page.dateTime(e.at()) + " · " + at(unit, e.officer());
    }

    private static List<String> notes(TimelineEntry e, Page page) {
        String detail = e.detail();
        if (e.kind().equals("RECEIVED") && e.dueAt() != null) {
            return List.of(page.t("portal.moment.appointed", e.dueAt()));
        }
        return detail == null || detail.isBlank() ? List.of() : List.of(detail);
    }

    private String at(UnitId unit, @Nullable OfficerId officer) {
        String name = organization.unit(unit).name();
        return officer == null
                ? name
                : name + " · " + organization.officer(officer).name();
    }

    private List<TrackView.Duty> duties(Dossier d, Page page) {
        Map<String, Long> minutes = new LinkedHashMap<>();
        for (Responsibility.Span span : d.responsibility()) {
            minutes.merge(who(span.holder(), page), span.minutes(), Long::sum);
        }
        String you = page.t("portal.track.you");
        return minutes.entrySet().stream()
                .map(e ->
                        new TrackView.Duty(e.getKey(), e.getValue(), e.getKey().equals(you)))
                .toList();
    }
}
