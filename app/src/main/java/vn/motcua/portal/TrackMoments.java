package vn.motcua.portal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.TimelineEntry;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.process.Processes;
import vn.motcua.process.Step;
import vn.motcua.process.TaskSummary;
import vn.motcua.web.Moment;
import vn.motcua.web.Page;

/** The public timeline: what was done and how it came out, then what is being done, then what was promised. */
@Component
class TrackMoments {

    private final Organization organization;
    private final Processes processes;
    private final TrackClock clock;

    TrackMoments(Organization organization, Processes processes, TrackClock clock) {
        this.organization = organization;
        this.processes = processes;
        this.clock = clock;
    }

    List<Moment> of(Dossier d, Page page) {
        return new Told(d, page).all();
    }

    /** One dossier's timeline while it is being told. */
    private final class Told {

        private final Dossier d;
        private final Page page;
        private final Map<String, Step> steps = new HashMap<>();
        private final Map<String, Integer> times = new HashMap<>();
        private final List<Moment> moments = new ArrayList<>();
        private boolean sentBack;
        private boolean received;

        Told(Dossier d, Page page) {
            this.d = d;
            this.page = page;
            Stream.concat(d.formerProcesses().stream(), Stream.of(d.procedure().process()))
                    .flatMap(version -> processes.steps(version).stream())
                    .forEach(s -> steps.put(s.name(), s));
        }

        List<Moment> all() {
            int asked = (int)
                    d.supplements().stream().filter(s -> s.answeredAt() != null).count();
            for (TimelineEntry e : d.timeline()) {
                switch (e.kind()) {
                    // shown by what is open below, or by nothing: a citizen is not told who moved which deadline
                    case "TASK_OPENED",
                            "TASK_CLAIMED",
                            "TASK_ASSIGNED",
                            "TASK_DUE_MOVED",
                            "TASK_WITHDRAWN",
                            "EVENT_OCCURRED",
                            "STEP_RECORDED",
                            "MESSAGE_EXPIRED",
                            "REPAIRED" -> {}
                    case "MIGRATED" -> migrated(e);
                    case "PROCESSED" -> moments.add(processed(e));
                    case "TASK_COMPLETED" -> moments.add(completed(e));
                    case "SUPPLEMENT_ASKED" -> {
                        add(asked > 0 ? "done" : "wait", clockTold(e.kind()), e);
                        asked--;
                    }
                    case "SUPPLEMENTED" -> add("done", clockTold(e.kind()), e);
                    case "CLOCK_PAUSED", "OPINION_ASKED_STOPPED" ->
                        add(isOpen(e) ? "wait" : "done", "portal.moment." + e.kind(), e);
                    case "NOT_ACCEPTED", "STOPPED", "DISCONTINUED" -> add("bad", "portal.moment." + e.kind(), e);
                    default -> {
                        received |= e.kind().equals("RECEIVED");
                        add("done", "portal.moment." + e.kind(), e);
                    }
                }
            }
            if (!d.status().isPaused()) {
                d.tasks().forEach(task -> moments.add(now(task)));
            }
            promised();
            return moments;
        }

        /** Whether the clock still stands as this entry stopped it. */
        private boolean isOpen(TimelineEntry stopped) {
            String end = stopped.kind().equals("CLOCK_PAUSED") ? "CLOCK_RESUMED" : "OPINION_";
            return d.status().isPaused()
                    && d.timeline().stream()
                            .noneMatch(e -> e.seq() > stopped.seq() && e.kind().startsWith(end));
        }

        private void add(String look, String key, TimelineEntry e) {
            moments.add(new Moment(look, page.t(key), meta(e), notes(e)));
        }

        /** Before the dossier is received no clock runs that could stop. */
        private String clockTold(String kind) {
            return "portal.moment." + kind + (received ? "" : ".before");
        }

        /** A step by what came of it: one that sent the dossier back did not sign anything. */
        private Moment completed(TimelineEntry e) {
            String name = Objects.requireNonNullElse(e.step(), e.kind());
            Step step = steps.get(name);
            String label = Objects.requireNonNullElse(e.detail(), "");
            List<String> notes = new ArrayList<>(repeated(name));
            boolean telling = step != null && step.outcomes().size() > 1 && !label.isBlank();
            if (telling) {
                notes.add(page.t("portal.moment.outcome", label));
            }
            String title = switch (outcome(step, label)) {
                case "return" -> {
                    sentBack = true;
                    yield page.t("portal.moment.sent-back", name);
                }
                case "reject" -> page.t("portal.moment.proposed-refusal", name);
                // its public words invite to collect what has been collected now
                default -> step != null && step.work().equals("RETURN") ? name : told(e.publicStep(), name);
            };
            return new Moment("done", title, meta(e), notes);
        }

        private Moment now(TaskSummary task) {
            Step step = steps.get(task.name());
            return new Moment(
                    "now",
                    told(step == null ? null : step.publicWording(), task.name()),
                    page.t(
                            "portal.moment.now",
                            at(task.unit(), task.holder()),
                            page.dateTime(task.openedAt()),
                            page.dateTime(task.dueAt())),
                    repeated(task.name()));
        }

        /** Why a step stands there once more. */
        private List<String> repeated(String step) {
            int time = times.merge(step, 1, Integer::sum);
            return time > 1 && sentBack ? List.of(page.t("portal.moment.again", time)) : List.of();
        }

        /** Another version of the process is told only when another has the dossier by it. */
        private void migrated(TimelineEntry e) {
            UnitId unit = e.unit();
            if (unit != null) {
                moments.add(new Moment(
                        "done",
                        page.t("portal.moment.MIGRATED"),
                        page.dateTime(e.at()) + " · " + at(unit, null),
                        List.of()));
            }
        }

        /** The result, and how it stands against what was promised. */
        private Moment processed(TimelineEntry e) {
            Instant due = d.dueAt();
            boolean late = due != null && e.at().isAfter(due);
            List<String> kept = due == null
                    ? List.of()
                    : List.of(
                            late
                                    ? page.t(
                                            "portal.moment.late",
                                            page.workingTime(clock.left(d, d.submittedAt(), e.at(), due)))
                                    : page.t("portal.moment.in-time"));
            return new Moment(late ? "bad" : "done", page.t("portal.moment." + e.kind()), meta(e), kept);
        }

        private void promised() {
            Instant due = d.dueAt();
            if (due != null && d.processedAt() == null && !d.status().isClosed()) {
                boolean stopped = d.status().isPaused();
                moments.add(new Moment(
                        "later",
                        page.t(!stopped ? "portal.moment.due" : moves()),
                        stopped ? null : page.dateTime(due),
                        List.of()));
            }
        }

        /** What the new date waits for. */
        private String moves() {
            return switch (d.status()) {
                case PAYMENT_ASKED -> "portal.moment.due-moves.payment";
                case CONSULTING -> "portal.moment.due-moves.consulting";
                default -> "portal.moment.due-moves";
            };
        }

        private String meta(TimelineEntry e) {
            UnitId unit = e.unit();
            return unit == null ? page.dateTime(e.at()) : page.dateTime(e.at()) + " · " + at(unit, e.officer());
        }

        private List<String> notes(TimelineEntry e) {
            String detail = e.detail();
            if (e.kind().equals("RECEIVED") && e.dueAt() != null) {
                return List.of(page.t("portal.moment.appointed", e.dueAt()));
            }
            if (e.kind().startsWith("OPINION_GIVEN")) {
                return List.of(); // what agencies write to each other is not told
            }
            return detail == null || detail.isBlank() ? List.of() : List.of(detail);
        }
    }

    private static String told(@Nullable String wording, String name) {
        return wording == null ? name : wording;
    }

    private static String outcome(@Nullable Step step, String label) {
        return step == null
                ? ""
                : step.outcomes().stream()
                        .filter(o -> o.label().equals(label))
                        .map(Step.Outcome::key)
                        .findFirst()
                        .orElse("");
    }

    private String at(UnitId unit, @Nullable OfficerId officer) {
        String name = organization.unit(unit).name();
        return officer == null
                ? name
                : name + " · " + organization.officer(officer).name();
    }
}
