package vn.motcua.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Holder;
import vn.motcua.dossier.TimelineEntry;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.process.StepPrint;
import vn.motcua.process.TaskForm;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Texts;

/** Writes dossiers and tasks out for other systems. */
@Component
class WrittenDossiers {

    /** What stands beside these is meant for the applicant; what officers note for each other is not. */
    private static final Set<String> TELL_APPLICANT = Set.of(
            "SUPPLEMENT_ASKED",
            "NOT_ACCEPTED",
            "STOPPED",
            "DISCONTINUED",
            "WITHDRAWN",
            "RESULT_RECORDED",
            "FEE_PAID",
            "CLOCK_PAUSED",
            "CLOCK_RESUMED",
            "RESCHEDULED",
            "EXTENDED",
            "APPOINTMENT_MOVED",
            "OPINION_ASKED",
            "OPINION_ASKED_STOPPED",
            "ANSWER_DUE_MOVED",
            "OPINION_DEEMED");

    /** What applicants are not told of. */
    private static final Set<String> FOR_OFFICERS = Set.of("STEP_RECORDED", "MESSAGE_EXPIRED");

    private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

    private final Organization organization;
    private final Texts texts;
    private final JsonMapper json;

    WrittenDossiers(Organization organization, Texts texts, JsonMapper json) {
        this.json = json;
        this.organization = organization;
        this.texts = texts;
    }

    /** For someone with code and secret: names are masked. */
    DossierView masked(Dossier dossier) {
        return view(dossier, dossier.applicant().maskedName(), false, null);
    }

    /** For who filed it. */
    DossierView own(Dossier dossier) {
        return view(dossier, dossier.applicant().name(), false, null);
    }

    DossierView forOfficer(Dossier dossier) {
        DossierView.WorkView work = new DossierView.WorkView(
                dossier.version(),
                dossier.contentVersion(),
                dossier.content().answers(),
                dossier.tasks().stream()
                        .map(t -> task(t, dossier.code(), dossier.contentVersion()))
                        .toList(),
                dossier.stepRecords().stream()
                        .map(r -> new DossierView.RecordView(
                                r.step(), r.key(), r.answers(), name(r.by()), Clocks.local(r.at())))
                        .toList());
        return view(dossier, dossier.applicant().name(), true, work);
    }

    DossierView.TaskView task(TaskSummary task, String code, int contentVersion) {
        StepPrint print = task.print();
        return new DossierView.TaskView(
                task.id().value(),
                code,
                task.name(),
                task.work(),
                organization.unit(task.unit()).name(),
                name(task.holder()),
                Clocks.local(task.dueAt()),
                task.version(),
                contentVersion,
                task.outcomes().stream()
                        .map(o -> new DossierView.OutcomeView(o.key(), o.label()))
                        .toList(),
                form(task.form()),
                print == null ? null : print.key());
    }

    private DossierView.@Nullable StepFormView form(@Nullable TaskForm form) {
        return form == null
                ? null
                : new DossierView.StepFormView(
                        form.key(), json.readValue(form.schema(), JSON_OBJECT), json.readValue(form.ui(), JSON_OBJECT));
    }

    private DossierView view(Dossier d, String applicant, boolean all, DossierView.@Nullable WorkView work) {
        return new DossierView(
                d.code(),
                d.procedure().code(),
                d.procedure().name(),
                d.agency().code(),
                d.agency().name(),
                d.channel(),
                d.status(),
                d.status().nationalCode(),
                applicant,
                Clocks.local(d.submittedAt()),
                Clocks.orNone(d.receivedAt()),
                Clocks.orNone(d.dueAt()),
                d.minutesLeft(),
                d.timeliness(),
                holder(d),
                Clocks.orNone(d.processedAt()),
                Clocks.orNone(d.returnedAt()),
                Clocks.orNone(d.closedAt()),
                d.resultNo(),
                timeline(d.timeline(), all),
                work);
    }

    private DossierView.HolderView holder(Dossier d) {
        String unit = null;
        String officer = null;
        String who = switch (d.holder()) {
            case Holder.Applicant ignored -> "APPLICANT";
            case Holder.Nobody ignored -> "NOBODY";
            case Holder.Office ignored -> "OFFICE";
            case Holder.Consulted ignored -> "CONSULTED";
        };
        if (d.holder() instanceof Holder.Office office) {
            unit = organization.unit(office.unit()).name();
            officer = name(office.officer());
        }
        if (d.holder() instanceof Holder.Consulted(String agency)) {
            unit = agency;
        }
        return new DossierView.HolderView(
                who, unit, officer, Clocks.local(d.holderSince()), Clocks.orNone(d.holderUntil()));
    }

    private List<DossierView.EventView> timeline(List<TimelineEntry> entries, boolean all) {
        return entries.stream()
                .filter(e -> all || !FOR_OFFICERS.contains(e.kind()))
                .map(e -> new DossierView.EventView(
                        Clocks.local(e.at()),
                        e.kind(),
                        texts.get(Vietnam.LOCALE, "dossier.event." + e.kind()),
                        texts.get(Texts.ENGLISH, "dossier.event." + e.kind()),
                        e.unit() == null ? null : organization.unit(e.unit()).name(),
                        e.publicStep() == null ? e.step() : e.publicStep(),
                        all || TELL_APPLICANT.contains(e.kind()) ? e.detail() : null,
                        Clocks.orNone(e.dueAt())))
                .toList();
    }

    private @Nullable String name(@Nullable OfficerId officer) {
        return officer == null ? null : organization.officer(officer).name();
    }
}
