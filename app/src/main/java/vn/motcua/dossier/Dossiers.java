package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.documents.FileId;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.UnitId;
import vn.motcua.payment.Charges;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.Processes;
import vn.motcua.process.Standing;
import vn.motcua.process.StepPrint;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskId;
import vn.motcua.process.TaskSummary;

/** Reading dossiers. Every look by an officer is checked and logged; who may not read one is told the same as if there were none. */
@Service
public class Dossiers {

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final DossierClocks clocks;
    private final DossierRecords records;
    private final Catalog catalog;
    private final Organization organization;
    private final Calendars calendars;
    private final Processes processes;
    private final Charges charges;

    Dossiers(
            JdbcClient jdbc,
            Ledger ledger,
            DossierClocks clocks,
            DossierRecords records,
            Catalog catalog,
            Organization organization,
            Calendars calendars,
            Processes processes,
            Charges charges) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clocks = clocks;
        this.records = records;
        this.catalog = catalog;
        this.organization = organization;
        this.calendars = calendars;
        this.processes = processes;
        this.charges = charges;
    }

    /** The dossier of that code, if the officer may read it; the look is logged. */
    @Transactional
    public Optional<Dossier> byCode(String code, Actor.Officer officer, Instant now) {
        return ledger.find(code).filter(row -> mayRead(officer, row.state())).map(row -> {
            records.logAccess(row.id(), Act.of(officer, null, now, null).by(), "read", now);
            return view(row, now);
        });
    }

    /** The dossier a pass was given for. */
    @Transactional(readOnly = true)
    public Dossier of(ApplicantPass pass, Instant now) {
        return view(ledger.find(pass.dossier()).orElseThrow(), now);
    }

    /** The dossier an open task belongs to. */
    @Transactional(readOnly = true)
    public Optional<DossierId> ofTask(TaskId task) {
        return jdbc.sql("""
                        SELECT dossier_id FROM dossier.dossier_event
                         WHERE kind = 'TASK_OPENED' AND (data ->> 'task')::bigint = :task
                        """)
                .param("task", task.value())
                .query((row, n) -> new DossierId(row.getLong(1)))
                .optional();
    }

    /** How a dossier is named to others, and the version of its content that a decision has to be made on. */
    public record Reference(String code, int contentVersion) {}

    /** For callers that were just let act on the dossier; shows nothing of what is in it. */
    @Transactional(readOnly = true)
    public Reference reference(DossierId id) {
        DossierRow row = ledger.find(id).orElseThrow();
        return new Reference(row.code(), row.state().contentVersion());
    }

    /** The whole ledger of a dossier, for whoever may read it; empty when they may not. */
    @Transactional(readOnly = true)
    public List<LedgerEntry> ledger(DossierId id, Actor.Officer officer) {
        return ledger.find(id).filter(row -> mayRead(officer, row.state())).isPresent()
                ? ledger.entries(id)
                : List.of();
    }

    /** Whether a file was handed in with, or results from, a dossier the officer may read. */
    @Transactional(readOnly = true)
    public boolean mayReadFile(DossierId id, FileId file, Actor.Officer officer) {
        return ledger.find(id).filter(row -> mayRead(officer, row.state())).isPresent()
                && files(id).contains(file);
    }

    /** Whether a file belongs to the dossier of a pass. */
    @Transactional(readOnly = true)
    public boolean mayReadFile(ApplicantPass pass, FileId file) {
        DossierRow row = ledger.find(pass.dossier()).orElseThrow();
        return contentFiles(row).contains(file)
                || row.state().processedAt() != null && results(row.id()).contains(file);
    }

    static boolean mayRead(Actor.Officer officer, DossierState state) {
        return officer.mayIn(Permission.DOSSIER_READ, new AgencyId(state.agency()))
                || state.units().stream().anyMatch(u -> officer.may(Permission.DOSSIER_READ, new UnitId(u)));
    }

    private List<FileId> files(DossierId id) {
        List<FileId> files = new ArrayList<>(contentFiles(ledger.find(id).orElseThrow()));
        files.addAll(results(id));
        return files;
    }

    private List<FileId> contentFiles(DossierRow row) {
        return records.content(row.id(), row.state().contentVersion()).papers().stream()
                .flatMap(paper -> paper.files().stream())
                .toList();
    }

    private List<FileId> results(DossierId id) {
        List<FileId> files = new ArrayList<>();
        for (LedgerEntry e : ledger.entries(id)) {
            if (e.event() instanceof DossierEvent.ResultRecorded r) {
                Long file = r.file();
                if (file != null) {
                    files.add(new FileId(file));
                }
            }
        }
        return files;
    }

    Dossier view(DossierRow row, Instant now) {
        DossierState s = row.state();
        ProcedureVersionId version = new ProcedureVersionId(s.procedureVersion());
        Standing process = row.process();
        Procedure procedure = process == null
                ? catalog.beginningToday(version)
                : catalog.version(version).following(process.definition());
        Agency agency = organization.agency(row.agency());
        String calendarId = s.calendar();
        String workedBy = calendarId == null ? agency.processingCalendar() : calendarId;
        WorkingCalendar calendar = calendars.byId(workedBy);
        List<LedgerEntry> entries = ledger.entries(row.id());
        LegalClock legal = clocks.of(s, entries, promisedOn(s, entries, calendar));
        Instant closed = s.closedAt();
        WorkingCalendar lived = closed == null ? calendar : calendars.asOf(workedBy, closed);
        Map<String, @Nullable String> wording = new HashMap<>();
        List<DefinitionId> former = entries.stream()
                .filter(e -> e.event() instanceof DossierEvent.Migrated)
                .map(e -> new DefinitionId(((DossierEvent.Migrated) e.event()).fromDefinition()))
                .toList();
        Stream.concat(former.stream(), Stream.of(procedure.process()))
                .flatMap(one -> processes.steps(one).stream())
                .forEach(step -> wording.put(step.elementId(), step.publicWording()));
        List<TaskSummary> tasks = s.status().isClosed()
                ? List.of()
                : processes.openTasks(new SubjectRef(Reception.SUBJECT, row.id().value()));
        FileId resultFile = null;
        for (LedgerEntry e : entries) {
            if (e.event() instanceof DossierEvent.ResultRecorded r) {
                Long file = r.file();
                resultFile = file == null ? null : new FileId(file);
            }
        }
        Instant due = s.dueAt();
        Long left = due == null || s.finishedAt() != null
                ? null
                : s.remainingMinutes() != null ? s.remainingMinutes() : left(calendar, now, due);
        return new Dossier(
                row.id(),
                row.code(),
                row.secret(),
                procedure,
                agency,
                Channel.valueOf(s.channel()),
                s.caseKey(),
                s.status(),
                records.applicant(row.id()),
                records.content(row.id(), s.contentVersion()),
                s.version(),
                s.contentVersion(),
                s.submittedAt(),
                s.receivedAt(),
                due,
                legal == null ? null : legal.explain(),
                left,
                lived.minutesPerDay(),
                Timeliness.of(s, now),
                s.processedAt(),
                s.returnedAt(),
                s.closedAt(),
                s.holder(),
                s.holderSince(),
                holderUntil(s),
                s.consultation(),
                tasks,
                Timeline.of(entries, wording::get),
                Responsibility.of(entries, lived, now),
                records.supplements(row.id()),
                s.resultNo(),
                resultFile,
                records.delivery(row.id()),
                charges.of(Reception.SUBJECT, row.id().value()),
                former,
                stepRecords(row.id(), entries),
                tasks.stream().anyMatch(t -> t.print() == StepPrint.REFUSAL)
                        && ProposedRefusal.of(entries).isPresent());
    }

    private List<StepRecord> stepRecords(DossierId id, List<LedgerEntry> entries) {
        if (entries.stream().noneMatch(e -> e.event() instanceof DossierEvent.StepRecorded)) {
            return List.of();
        }
        Map<Long, StepAnswers> kept = records.steps(id);
        Map<Long, String> names = new HashMap<>();
        List<StepRecord> recorded = new ArrayList<>();
        for (LedgerEntry e : entries) {
            switch (e.event()) {
                case DossierEvent.TaskOpened t -> names.put(t.task(), t.name());
                case DossierEvent.Migrated m -> m.tasks().forEach(t -> names.put(t.task(), t.name()));
                case DossierEvent.StepRecorded r ->
                    recorded.add(new StepRecord(
                            new TaskId(r.task()),
                            names.getOrDefault(r.task(), ""),
                            r.form(),
                            catalog.form(processes
                                    .form(new DefinitionId(r.definition()), r.form())
                                    .orElseThrow()),
                            Objects.requireNonNull(kept.get(r.task())).answers(),
                            e.by().officer(),
                            e.at()));
                default -> {}
            }
        }
        return recorded;
    }

    /**
     * The calendar on which the appointed time is explained: today's while the clock runs; once it has stopped, the one on
     * which the time was given, because what is announced later has not moved it.
     */
    private WorkingCalendar promisedOn(DossierState s, List<LedgerEntry> entries, WorkingCalendar today) {
        String calendar = s.calendar();
        Instant appointed = DossierClocks.appointedAt(entries);
        boolean runs = s.finishedAt() == null && s.pausedAt() == null;
        return runs || calendar == null || appointed == null ? today : calendars.asOf(calendar, appointed);
    }

    private static @Nullable Instant holderUntil(DossierState s) {
        Consultation asked = s.consultation();
        if (asked != null && s.status() == DossierStatus.CONSULTING) {
            return asked.answerBy();
        }
        return s.tasks().isEmpty() ? null : s.tasks().getFirst().dueAt();
    }

    private static long left(WorkingCalendar calendar, Instant now, Instant due) {
        return now.isAfter(due) ? -calendar.workingMinutesBetween(due, now) : calendar.workingMinutesBetween(now, due);
    }
}
