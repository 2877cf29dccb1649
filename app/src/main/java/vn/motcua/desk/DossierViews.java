package vn.motcua.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.Explanation;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Paper;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.Consultation;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierEvent;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Holder;
import vn.motcua.dossier.LedgerEntry;
import vn.motcua.dossier.Reception;
import vn.motcua.dossier.Remaining;
import vn.motcua.dossier.Responsibility;
import vn.motcua.dossier.Source;
import vn.motcua.dossier.StepRecord;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.dossier.TimelineEntry;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Unit;
import vn.motcua.organization.UnitId;
import vn.motcua.payment.ChargeState;
import vn.motcua.process.Processes;
import vn.motcua.process.Step;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskForm;
import vn.motcua.process.TaskSummary;
import vn.motcua.web.Choice;
import vn.motcua.web.Moment;
import vn.motcua.web.Page;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/** Tells a dossier to one officer. */
@Component
class DossierViews {

    private static final int BAR = 1000;
    private static final int COLOURS = 6;
    private static final long KILOBYTE = 1024;

    /** Outcome that proposes to refuse the dossier; {@link #SEND_BACK} gives it back to the step before. */
    private static final String PROPOSE_REFUSAL = "reject";

    private static final String SEND_BACK = "return";

    private final Organization organization;
    private final Processes processes;
    private final Calendars calendars;
    private final Catalog catalog;
    private final Files files;
    private final Dossiers dossiers;
    private final Assignments assignments;
    private final ClockForms clockForms;

    DossierViews(
            Organization organization,
            Processes processes,
            Calendars calendars,
            Catalog catalog,
            Files files,
            Dossiers dossiers,
            Assignments assignments,
            ClockForms clockForms) {
        this.clockForms = clockForms;
        this.catalog = catalog;
        this.dossiers = dossiers;
        this.assignments = assignments;
        this.organization = organization;
        this.processes = processes;
        this.calendars = calendars;
        this.files = files;
    }

    /** @param kept the result file that came with a refused decision, if any */
    DossierView of(Dossier d, Actor.Officer officer, @Nullable StoredFile kept, Page page, Instant now) {
        String root = DossierScreen.ROOT + d.code();
        boolean waiting = d.status().isPaused();
        boolean atApplicant = waiting && d.status() != DossierStatus.CONSULTING;
        Instant until = atApplicant || d.status().isClosed() ? null : d.holderUntil();
        Explanation why = d.why();
        FileId result = d.resultFile();
        return new DossierView(
                d,
                root,
                StatusLook.valueOf(d.status().name()),
                who(d, page),
                units(d).size() > 1 ? null : person(d.holder()),
                until,
                until == null || waiting ? null : stepLeft(d, now, until),
                waiting ? null : promised(d, now),
                waiting ? d.holderSince() : null,
                reasons(d, page),
                why == null
                        ? List.of()
                        : why.in(page.locale()).lines().stream()
                                .map(line -> page.line(line.key(), line.args(), why.minutesPerDay()))
                                .toList(),
                papers(d, root, page),
                d.stepRecords().stream().map(r -> record(r, page)).toList(),
                result == null ? null : file(result, null, root, page),
                d.tasks().stream()
                        .map(t -> task(t, d, officer, waiting, kept, page, now))
                        .toList(),
                acts(d, officer, waiting, page, now),
                moments(d, notes(d, officer), page),
                lastWord(d, officer, page),
                spans(d, page),
                String.join(" ", processes.activeElements(new SubjectRef(Reception.SUBJECT, d.id().value()))),
                prints(d, root, page),
                UUID.randomUUID().toString());
    }

    private DossierView.TaskLine task(
            TaskSummary t,
            Dossier d,
            Actor.Officer officer,
            boolean waiting,
            @Nullable StoredFile kept,
            Page page,
            Instant now) {
        String prefix = "q" + t.id().value() + ".";
        OfficerId holder = t.holder();
        boolean may = officer.may(needed(t), t.unit(), t.position());
        boolean others = holder != null && !holder.equals(officer.id());
        List<Choice> colleagues = !may || waiting
                ? List.of()
                : organization.officersOf(t.unit(), t.position()).stream()
                        .filter(o -> !o.id().equals(holder))
                        .filter(o -> !o.id().equals(officer.id()) || others)
                        .map(o -> Choice.of(Long.toString(o.id().value()), o.name()))
                        .toList();
        return new DossierView.TaskLine(
                t,
                prefix,
                organization.unit(t.unit()).name(),
                holder == null ? null : organization.officer(holder).name(),
                may && !waiting && !others,
                may && !waiting && holder == null,
                !colleagues.isEmpty(),
                t.work().equals("RESULT")
                        && t.outcomes().stream().anyMatch(o -> !o.key().equals(DecisionPage.REFUSED)),
                offers(t, DecisionPage.REFUSED),
                offers(t, PROPOSE_REFUSAL),
                t.work().equals("RETURN"),
                note(t),
                colleagues,
                may && !waiting ? assignments.candidates(d, t) : List.of(),
                kept == null ? null : kept.name(),
                form(t.form(), prefix),
                StepPrints.line(t, d, page, now));
    }

    private DossierView.@Nullable StepForm form(@Nullable TaskForm asked, String prefix) {
        if (asked == null) {
            return null;
        }
        Form form = catalog.form(asked);
        return new DossierView.StepForm(form, form.pages().getFirst().under(prefix + DecisionPage.ANSWERS));
    }

    private DossierView.Record record(StepRecord r, Page page) {
        OfficerId by = r.by();
        return new DossierView.Record(
                page.t(
                        "desk.dossier.recorded",
                        r.step(),
                        by == null ? "" : organization.officer(by).name(),
                        page.dateTime(r.at())),
                r.form(),
                r.answers());
    }

    private static boolean offers(TaskSummary t, String outcome) {
        return t.outcomes().stream().anyMatch(o -> o.key().equals(outcome));
    }

    /** A note speaks of sending back and refusing only where that is offered, and of a next step only where there is one. */
    private static String note(TaskSummary t) {
        String key = "desk.dossier.note";
        if (offers(t, DecisionPage.REFUSED)) {
            return key + ".refusal";
        }
        if (offers(t, SEND_BACK) || offers(t, PROPOSE_REFUSAL)) {
            return key + (offers(t, SEND_BACK) ? ".return" : "") + (offers(t, PROPOSE_REFUSAL) ? ".reject" : "");
        }
        return t.work().equals("RETURN") ? key + ".last" : key;
    }

    private static Permission needed(TaskSummary t) {
        return switch (t.work()) {
            case "APPROVE" -> Permission.DOSSIER_APPROVE;
            case "RETURN" -> Permission.DOSSIER_RETURN;
            default -> Permission.DOSSIER_WORK;
        };
    }

    private DossierView.Acts acts(Dossier d, Actor.Officer officer, boolean waiting, Page page, Instant now) {
        boolean desk = desk(d).map(u -> officer.may(Permission.DOSSIER_RECEIVE, u.id()))
                .orElse(false);
        boolean answers = d.tasks().isEmpty()
                ? desk
                : d.tasks().stream().anyMatch(t -> officer.may(Permission.DOSSIER_WORK, t.unit()));
        boolean open = !d.status().isClosed() && d.status() != DossierStatus.PROCESSED && !waiting;
        SupplementNotice asked = waiting && (desk || answers)
                ? d.supplements().stream()
                        .filter(s -> s.answeredAt() == null)
                        .findFirst()
                        .orElse(null)
                : null;
        return new DossierView.Acts(
                desk && d.status() == DossierStatus.SUBMITTED,
                answers && open && d.supplements().isEmpty(),
                desk
                        && !d.status().isClosed()
                        && d.charge().filter(c -> c.state() == ChargeState.DUE).isPresent(),
                asked,
                clockForms.of(d, answers || desk && d.tasks().isEmpty(), officer, page, now));
    }

    private Optional<Unit> desk(Dossier d) {
        return organization.unitOf(d.agency().id(), Unit.ONE_STOP);
    }

    private List<String> reasons(Dossier d, Page page) {
        List<String> reasons = new ArrayList<>(standing(d, page));
        if (d.consultation() != null && d.status() != DossierStatus.CONSULTING) {
            reasons.add(consulting(d, page));
        }
        return reasons;
    }

    private List<String> standing(Dossier d, Page page) {
        String reason = switch (d.status()) {
            case SUBMITTED -> page.t("desk.dossier.reason.submitted");
            case SUPPLEMENT_ASKED ->
                page.t(
                        "desk.dossier.reason.supplement",
                        d.supplements().getLast().reason());
            case RECEIVED, IN_PROCESS, PROCESSED ->
                d.tasks().size() == 1 ? d.tasks().getFirst().name() : "";
            case CONSULTING -> consulting(d, page);
            case PAYMENT_ASKED, NOT_ACCEPTED, STOPPED, DISCONTINUED, WITHDRAWN -> lastDetail(d);
            case RETURNED ->
                d.delivery()
                        .map(v -> page.t("desk.dossier.reason.returned", v.recipient()))
                        .orElse("");
        };
        if (!reason.isEmpty()) {
            return List.of(reason);
        }
        return d.tasks().stream()
                .map(t -> page.t("desk.dossier.reason.one-of-several", t.name(), at(t.unit(), t.holder()), t.dueAt()))
                .toList();
    }

    /** What is said of the last thing that was done; a message that expires later does nothing to the dossier. */
    private static String lastDetail(Dossier d) {
        return d.timeline().reversed().stream()
                .filter(TimelineEntry::changed)
                .findFirst()
                .map(TimelineEntry::detail)
                .orElse("");
    }

    /** Whose answer is awaited, until when, and what its silence would mean. */
    private static String consulting(Dossier d, Page page) {
        Consultation asked = d.consultation();
        if (asked == null) {
            return lastDetail(d);
        }
        Instant until = asked.answerBy();
        String key = "desk.dossier.reason.consulting"
                + (d.status() == DossierStatus.CONSULTING ? "" : d.status().isPaused() ? ".beside" : ".running");
        return until == null
                ? page.t(key, asked.asked())
                : page.t(key + ".until", asked.asked(), until, Objects.requireNonNullElse(asked.legalBasis(), ""));
    }

    private List<DossierView.PaperLine> papers(Dossier d, String root, Page page) {
        Map<String, Content.HandedIn> there = new LinkedHashMap<>();
        d.content().papers().forEach(p -> there.put(p.paper(), p));
        List<DossierView.PaperLine> lines = new ArrayList<>();
        for (Paper paper : d.procedure().papersFor(d.caseKey(), d.content().answers())) {
            Content.HandedIn in = there.remove(paper.key());
            lines.add(
                    in != null && in.isThere()
                            ? new DossierView.PaperLine(
                                    paper.key(), paper.name(), count(in, page), files(in, root, page), false)
                            : new DossierView.PaperLine(
                                    paper.key(),
                                    paper.name(),
                                    page.t(paper.toShow() ? "desk.dossier.to-show" : "desk.dossier.not-there"),
                                    List.of(),
                                    paper.required() && !paper.toShow()));
        }
        there.values().stream()
                .filter(Content.HandedIn::isThere)
                .forEach(in -> lines.add(new DossierView.PaperLine(
                        in.paper(), in.name(), count(in, page), files(in, root, page), false)));
        return lines;
    }

    private static String count(Content.HandedIn in, Page page) {
        List<String> parts = new ArrayList<>();
        if (in.originals() > 0) {
            parts.add(page.t("desk.dossier.originals", in.originals()));
        }
        if (in.copies() > 0) {
            parts.add(page.t("desk.dossier.copies", in.copies()));
        }
        if (!in.files().isEmpty()) {
            parts.add(page.t("desk.dossier.files", in.files().size()));
        }
        return String.join(", ", parts);
    }

    private List<DossierView.FileLine> files(Content.HandedIn in, String root, Page page) {
        return in.files().stream()
                .map(f -> file(f, in.reusedFrom(f), root, page))
                .toList();
    }

    private DossierView.FileLine file(FileId id, @Nullable Source from, String root, Page page) {
        StoredFile info = files.info(id);
        return new DossierView.FileLine(
                root + "/tep/" + id.value(),
                info.name(),
                page.t("desk.dossier.size", page.number(Math.ceilDiv(info.size(), KILOBYTE))),
                from == null || from.at() == null
                        ? ""
                        : page.t(
                                from.kind() == Source.Kind.RESULT
                                        ? "desk.dossier.reused.result"
                                        : "desk.dossier.reused",
                                Objects.requireNonNullElse(from.dossier(), ""),
                                page.date(Objects.requireNonNull(from.at()))));
    }

    /** What officers wrote to the next, by the number of the event. */
    private Map<Integer, String> notes(Dossier d, Actor.Officer officer) {
        Map<Integer, String> notes = new LinkedHashMap<>();
        for (LedgerEntry e : dossiers.ledger(d.id(), officer)) {
            if (e.event() instanceof DossierEvent.TaskCompleted done && done.note() != null) {
                notes.put(e.seq(), done.note());
            }
        }
        return notes;
    }

    /** What the step before decided, for whoever decides now; empty when there was none. */
    private String lastWord(Dossier d, Actor.Officer officer, Page page) {
        for (LedgerEntry e : dossiers.ledger(d.id(), officer).reversed()) {
            if (e.event() instanceof DossierEvent.TaskCompleted done) {
                String note = done.note();
                String by = at(e.unit(), e.by().officer());
                return note == null
                        ? page.t("desk.dossier.last", by, done.outcomeLabel())
                        : page.t("desk.dossier.last.note", by, done.outcomeLabel(), note);
            }
        }
        return "";
    }

    private List<Moment> moments(Dossier d, Map<Integer, String> written, Page page) {
        List<Moment> moments = new ArrayList<>();
        for (TimelineEntry e : d.timeline()) {
            if (e.kind().equals("TASK_OPENED") || e.kind().equals("TASK_DUE_MOVED")) {
                continue; // follows from the step before; what is open now stands at the end
            }
            String step = e.step();
            String what = page.t("dossier.event." + e.kind());
            String who = switch (e.by()) {
                case APPLICANT -> page.t("desk.dossier.applicant");
                case SYSTEM -> page.t("desk.dossier.system");
                // the unit of a move to another version is the one that has the dossier then, not the one that moved it
                case OFFICER -> at(e.kind().equals("MIGRATED") ? null : e.unit(), e.officer());
            };
            List<String> notes = new ArrayList<>();
            String detail = e.detail();
            if (detail != null && !detail.isBlank()) {
                notes.add(detail);
            }
            String note = written.get(e.seq());
            if (note != null) {
                notes.add(note);
            }
            if (e.dueAt() != null) {
                notes.add(page.t("desk.dossier.due", e.dueAt()));
            }
            moments.add(new Moment(
                    switch (e.kind()) {
                        case "NOT_ACCEPTED", "STOPPED", "DISCONTINUED" -> "bad";
                        case "SUPPLEMENT_ASKED", "CLOCK_PAUSED", "OPINION_ASKED_STOPPED" -> "wait";
                        default -> "done";
                    },
                    step == null ? what : page.t("desk.dossier.step-event", what, step),
                    who.isEmpty() ? page.dateTime(e.at()) : page.dateTime(e.at()) + " · " + who,
                    notes));
        }
        if (!d.status().isPaused()) {
            d.tasks()
                    .forEach(t -> moments.add(new Moment(
                            "now",
                            t.name(),
                            at(t.unit(), t.holder()),
                            List.of(page.t("desk.dossier.due", t.dueAt())))));
        }
        return moments;
    }

    private List<DossierView.Span> spans(Dossier d, Page page) {
        long total = Math.max(
                1,
                d.responsibility().stream()
                        .mapToLong(Responsibility.Span::minutes)
                        .sum());
        Map<String, Integer> colours = new LinkedHashMap<>();
        List<DossierView.Span> spans = new ArrayList<>();
        long before = 0;
        for (Responsibility.Span s : d.responsibility()) {
            String unit = who(s.holder(), d, page);
            String person = person(s.holder());
            String holder = person == null ? unit : unit + " · " + person;
            // steps that follow each other in one hand are one stretch
            DossierView.Span last = spans.isEmpty() ? null : spans.getLast();
            boolean same = last != null && last.who().equals(holder);
            Instant from = s.from();
            long minutes = s.minutes();
            if (last != null && same) {
                spans.removeLast();
                from = last.from();
                minutes += last.minutes();
                before -= last.minutes();
            }
            int colour = colours.computeIfAbsent(unit, u -> colours.size() % COLOURS);
            int x = (int) (before * BAR / total);
            before += minutes;
            spans.add(new DossierView.Span(
                    holder, from, s.until(), minutes, x, (int) (before * BAR / total) - x, colour));
        }
        return spans;
    }

    private static List<DossierView.Print> prints(Dossier d, String root, Page page) {
        List<DossierView.Print> prints = new ArrayList<>();
        if (d.receivedAt() != null) {
            prints.add(new DossierView.Print(root + "/giay-tiep-nhan.pdf", page.t("desk.dossier.print.receipt")));
        }
        if (!d.supplements().isEmpty()) {
            prints.add(new DossierView.Print(root + "/phieu-bo-sung.pdf", page.t("desk.dossier.print.supplement")));
        }
        if (d.status() == DossierStatus.NOT_ACCEPTED || d.status() == DossierStatus.STOPPED) {
            prints.add(new DossierView.Print(root + "/phieu-tu-choi.pdf", page.t("desk.dossier.print.refusal")));
        }
        if (d.timeline().stream().anyMatch(e -> e.kind().equals("RESCHEDULED"))) {
            prints.add(new DossierView.Print(root + "/thu-xin-loi.pdf", page.t("desk.dossier.print.apology")));
        }
        if (d.timeline().stream().anyMatch(e -> e.kind().equals("EXTENDED"))) {
            prints.add(new DossierView.Print(root + "/gia-han.pdf", page.t("desk.dossier.print.extension")));
        }
        if (d.status() == DossierStatus.DISCONTINUED) {
            prints.add(new DossierView.Print(root + "/thong-bao-dung.pdf", page.t("desk.dossier.print.stop")));
        }
        if (d.charge().map(c -> c.receipt() != null).orElse(false)) {
            prints.add(new DossierView.Print(root + "/bien-lai.pdf", page.t("desk.dossier.print.payment")));
        }
        if (d.receivedAt() != null) {
            prints.add(new DossierView.Print(root + "/phieu-kiem-soat.pdf", page.t("desk.dossier.print.control")));
        }
        return prints;
    }

    /** A result that waits to be collected presses nobody, so its time is never called short. */
    private TimeLeft stepLeft(Dossier d, Instant now, Instant until) {
        WorkingCalendar calendar = calendars.byId(d.agency().processingCalendar());
        int allowance = d.tasks().isEmpty()
                ? 0
                : processes.steps(d.procedure().process()).stream()
                        .filter(s -> s.elementId().equals(d.tasks().getFirst().elementId()))
                        .mapToInt(Step::allowanceMinutes)
                        .findFirst()
                        .orElse(0);
        Remaining left = Remaining.of(calendar, now, until, allowance);
        return new TimeLeft(left.minutes(), left.soon() && d.status() != DossierStatus.PROCESSED, left.minutesPerDay());
    }

    private @Nullable TimeLeft promised(Dossier d, Instant now) {
        Instant due = d.dueAt();
        Instant received = d.receivedAt();
        if (d.minutesLeft() == null || due == null || received == null) {
            return null;
        }
        WorkingCalendar calendar = calendars.byId(d.agency().processingCalendar());
        Remaining left = Remaining.of(calendar, now, due, calendar.workingMinutesBetween(received, due));
        return new TimeLeft(left.minutes(), left.soon(), left.minutesPerDay());
    }

    /** The offices it is at now: more than one while opinions are asked beside the main work. */
    private List<String> units(Dossier d) {
        return d.status().isPaused()
                ? List.of()
                : d.tasks().stream()
                        .map(t -> organization.unit(t.unit()).name())
                        .distinct()
                        .toList();
    }

    private String who(Dossier d, Page page) {
        Instant closed = d.closedAt();
        List<String> units = units(d);
        return closed != null
                ? page.t("desk.dossier.closed." + d.status().name(), closed)
                : units.size() > 1
                        ? units.stream()
                                .reduce((a, b) -> page.t("desk.dossier.and", a, b))
                                .orElseThrow()
                        : who(d.holder(), d, page);
    }

    private String who(Holder holder, Dossier d, Page page) {
        return switch (holder) {
            case Holder.Applicant ignored ->
                page.t("desk.dossier.at-applicant", d.applicant().name());
            case Holder.Office o -> organization.unit(o.unit()).name();
            case Holder.Consulted c -> c.agency();
            case Holder.Nobody ignored -> page.t("desk.dossier.closed");
        };
    }

    private @Nullable String person(Holder holder) {
        return holder instanceof Holder.Office(UnitId ignored, OfficerId officer) && officer != null
                ? organization.officer(officer).name()
                : null;
    }

    private String at(@Nullable UnitId unit, @Nullable OfficerId officer) {
        return Stream.of(
                        unit == null ? null : organization.unit(unit).name(),
                        officer == null ? null : organization.officer(officer).name())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · "));
    }
}
