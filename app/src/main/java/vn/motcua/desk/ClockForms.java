package vn.motcua.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.SilenceRule;
import vn.motcua.calendar.Term;
import vn.motcua.dossier.Appointments;
import vn.motcua.dossier.Consultation;
import vn.motcua.dossier.Consultations;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/** Tells an officer what may be done to a dossier's time. */
@Component
class ClockForms {

    static final String EXTEND = "extend-";
    static final String ANSWER = "answer-";

    private static final int EXAMPLE_DAYS = 10;
    private static final String ACT = "desk.dossier.clock.act.";

    private final Appointments appointments;
    private final Consultations consultations;
    private final Organization organization;

    ClockForms(Appointments appointments, Consultations consultations, Organization organization) {
        this.appointments = appointments;
        this.consultations = consultations;
        this.organization = organization;
    }

    /** @param answers whether the officer answers for the dossier now */
    ClockForm of(Dossier d, boolean answers, Actor.Officer officer, Page page, Instant now) {
        List<Choice> acts = new ArrayList<>();
        Optional<SilenceRule> rule = consultations.rule(d.procedure().code());
        if (d.status() == DossierStatus.IN_PROCESS || d.status() == DossierStatus.RECEIVED) {
            acts.addAll(apology(d, officer, page, now));
        }
        if (answers) {
            switch (d.status()) {
                case IN_PROCESS -> {
                    if (works(d, officer)) {
                        acts.addAll(choices(page, "pay"));
                    }
                    if (d.consultation() != null) {
                        acts.addAll(answers(d, page, now));
                    } else if (works(d, officer)) {
                        acts.add(consult(rule, page));
                    }
                }
                case PAYMENT_ASKED -> {
                    acts.addAll(choices(page, "resume"));
                    acts.addAll(answers(d, page, now));
                }
                case CONSULTING ->
                    acts.addAll(d.consultation() == null ? choices(page, "resume") : answers(d, page, now));
                case SUPPLEMENT_ASKED -> {
                    acts.add(discontinue(d, page));
                    acts.addAll(answers(d, page, now));
                }
                default -> {}
            }
        }
        for (Appointments.Extension extension : appointments.extensions(d.id(), officer, now)) {
            acts.add(choice(extension, page));
        }
        if (acts.isEmpty()) {
            return ClockForm.NOTHING;
        }
        return new ClockForm(
                acts,
                organization.agencies(now).stream()
                        .filter(agency -> !agency.id().equals(d.agency().id()))
                        .map(agency -> Choice.of(Long.toString(agency.id().value()), agency.name()))
                        .toList(),
                rule.map(r -> silence(r, d, page, now) + until("silence.until", d, page, now))
                        .orElse(null),
                page.t("desk.dossier.clock.days.hint") + until("days.until", d, page, now));
    }

    private static boolean works(Dossier d, Actor.Officer officer) {
        return d.tasks().stream()
                .anyMatch(task -> officer.may(Permission.DOSSIER_WORK, task.unit())
                        || officer.may(Permission.DOSSIER_APPROVE, task.unit()));
    }

    private static Choice consult(Optional<SilenceRule> rule, Page page) {
        boolean stops = rule.filter(SilenceRule::stopsClock).isPresent();
        return Choice.of("consult", page.t(ACT + (stops ? "consult.stops" : "consult")));
    }

    /** Once, and before the appointed time passes. */
    private List<Choice> apology(Dossier d, Actor.Officer officer, Page page, Instant now) {
        Instant due = d.dueAt();
        boolean given = d.timeline().stream().anyMatch(line -> line.kind().equals("RESCHEDULED"));
        return given || due == null || now.isAfter(due)
                ? List.of()
                : appointments
                        .latestNewDate(d.id(), officer)
                        .map(latest -> new Choice(
                                "apologise", page.t(ACT + "apologise"), page.t(ACT + "apologise.hint", latest)))
                        .stream()
                        .toList();
    }

    private Choice discontinue(Dossier d, Page page) {
        return new Choice(
                "discontinue",
                page.t(ACT + "discontinue"),
                appointments
                        .discontinuableFrom(d.id())
                        .map(from -> page.t(ACT + "discontinue.hint", from))
                        .orElse(null));
    }

    private static List<Choice> choices(Page page, String... acts) {
        return Arrays.stream(acts).map(act -> Choice.of(act, page.t(ACT + act))).toList();
    }

    /** Once its time is over the agency has answered by its silence, whether that is entered already or not. */
    private static List<Choice> answers(Dossier d, Page page, Instant now) {
        Consultation asked = d.consultation();
        Instant until = asked == null ? null : asked.answerBy();
        return asked == null || until != null && now.isAfter(until)
                ? List.of()
                : Arrays.stream(Consultations.Answer.values())
                        .map(answer -> Choice.of(ANSWER + answer, page.t(ACT + ANSWER + answer)))
                        .toList();
    }

    private static Choice choice(Appointments.Extension extension, Page page) {
        String name = page.english()
                ? extension.rule().name().en()
                : extension.rule().name().vi();
        return new Choice(
                EXTEND + extension.rule().kind(),
                page.t(ACT + "extend", term(extension.rule().by(), page), name),
                page.t(
                        ACT + "extend.hint",
                        extension.dueAt(),
                        extension.newDueAt(),
                        extension.rule().source()));
    }

    /** The day that comes of it is seen before anybody is asked. */
    private String until(String message, Dossier d, Page page, Instant now) {
        return consultations
                .answerBy(d.id(), EXAMPLE_DAYS, now)
                .map(until -> " " + page.t("desk.dossier.clock." + message, EXAMPLE_DAYS, until))
                .orElse("");
    }

    /** An opinion that may come after the dossier is due is told so before it is asked. */
    private String silence(SilenceRule rule, Dossier d, Page page, Instant now) {
        Instant due = d.dueAt();
        boolean late = due != null
                && !rule.stopsClock()
                && consultations
                        .answerBy(d.id(), EXAMPLE_DAYS, now)
                        .filter(due::isBefore)
                        .isPresent();
        return page.t("desk.dossier.clock.silence", term(rule.term(), page), rule.source())
                + (late && due != null ? " " + page.t("desk.dossier.clock.silence.after-due", due) : "");
    }

    private static String term(Term term, Page page) {
        return page.t("desk.dossier.clock.term." + term.unit(), term.amount());
    }
}
