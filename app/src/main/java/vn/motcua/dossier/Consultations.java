package vn.motcua.dossier;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.Appointment;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.PauseKind;
import vn.motcua.calendar.SilenceRule;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.process.Processes;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Asking another agency for its opinion (lấy ý kiến), until it answers or until the time it has by law ends in silence,
 * which is agreement. The legal clock runs on meanwhile and the officer goes on with the work, except where the law of the
 * procedure does not count that time ({@link SilenceRule#stopsClock}): there the dossier waits for the answer.
 */
@Service
public class Consultations {

    /** Longest time an agency may be given where the procedure has no rule, in working days. */
    static final int MOST_DAYS = 60;

    private static final int MOST_CHARACTERS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Consultations.class);
    private static final Actor.System SYSTEM = new Actor.System("silent-agencies");

    private final ClockCommands commands;
    private final Commands transactions;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final Organization organization;
    private final Processes processes;

    Consultations(
            ClockCommands commands,
            Commands transactions,
            Ledger ledger,
            JdbcClient jdbc,
            Calendars calendars,
            Organization organization,
            Processes processes) {
        this.commands = commands;
        this.transactions = transactions;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.organization = organization;
        this.processes = processes;
    }

    /**
     * What is asked of whom.
     *
     * @param agency the asked agency where it is one of ours: its own calendar counts
     * @param other the name of any other agency; the calendar of the dossier counts
     * @param days working days it has, where the procedure has no rule of its own; {@code null}: its answer is waited for
     * @param legalBasis of {@code days}: which law takes silence for agreement
     * @param matter what is asked, for the applicant to read
     */
    public record Question(
            @Nullable AgencyId agency,
            String other,
            @Nullable Integer days,
            String legalBasis,
            String matter) {}

    /** What an agency answered. */
    public enum Answer {
        AGREE,
        DISAGREE,
        /** Neither: remarks to be taken into account. */
        COMMENTS,
        /** No answer: the question was taken back. */
        WITHDRAWN
    }

    private record Deadline(Term term, String source, boolean stopsClock) {}

    /** After what time silence is agreement on this procedure, whoever is asked; empty where an officer has to say. */
    public Optional<SilenceRule> rule(String procedureCode) {
        return calendars.silenceRule(procedureCode);
    }

    /**
     * Until when an agency would have to answer that is asked now, by the calendar of the dossier.
     *
     * @param days working days, where the procedure has no rule of its own
     */
    @Transactional(readOnly = true)
    public Optional<Instant> answerBy(DossierId id, int days, Instant now) {
        return ledger.find(id)
                .map(DossierRow::state)
                .filter(state -> state.calendar() != null)
                .flatMap(state -> {
                    Term term = rule(state.procedureCode())
                            .map(SilenceRule::term)
                            .orElseGet(() -> new Term(days, TermUnit.WORKING_DAYS));
                    return LegalClock.silentConsentAt(
                                            calendars.byId(Objects.requireNonNull(state.calendar())), now, term)
                                    instanceof Result.Done<Appointment>(Appointment end)
                            ? Optional.of(end.due())
                            : Optional.empty();
                });
    }

    /** Asks; where the clock stops for it, nothing can be decided until the agency has answered or its time is over. */
    public Result<DossierId> ask(
            DossierId id, int version, Question question, Actor.Officer officer, String clientKey, Instant now) {
        ClockCommands.Given given = new ClockCommands.Given("consult", id, version, officer, clientKey, now);
        return commands.begin(given, begun -> {
            DossierRow row = begun.row();
            if (row.state().status() != DossierStatus.IN_PROCESS) {
                return Result.refused(Problem.of("dossier.consult-not-now"));
            }
            if (!ClockCommands.works(row.state(), officer)) {
                return Result.refused(Problem.of("dossier.not-yours"));
            }
            Consultation before = row.state().consultation();
            Instant silentSince = before == null ? null : before.answerBy();
            boolean silent = silentSince != null && begun.act().at().isAfter(silentSince);
            if (before != null && !silent) {
                return Result.refused(Problem.of("dossier.consult-already", before.asked()));
            }
            Deadline deadline = deadline(row.state(), question);
            List<Problem> problems =
                    problems(row, question, deadline, begun.act().at());
            if (!problems.isEmpty()) {
                return Result.refused(problems);
            }
            return commands.apply(
                    row,
                    begun.act(),
                    (dossier, act, clock) -> answerBy(dossier, question, deadline, act.at())
                            .flatMap(by -> stopped(dossier, question, deadline, act, clock)
                                    .map(left -> {
                                        List<DossierEvent> batch = new ArrayList<>();
                                        if (before != null && silentSince != null) {
                                            batch.add(
                                                    new DossierEvent.OpinionDeemed(before.asked(), silentSince, null));
                                        }
                                        batch.add(
                                                asked(dossier, question, deadline, by.orElse(null), left.orElse(null)));
                                        return batch;
                                    })));
        });
    }

    /** Working minutes left where the clock stops for the answer; empty where it runs on. */
    private Result<Optional<Long>> stopped(
            DossierRow row, Question question, @Nullable Deadline deadline, Act act, LegalClock clock) {
        if (deadline == null || !deadline.stopsClock()) {
            return Result.done(Optional.empty());
        }
        return clock.paused(act.at(), PauseKind.CONSULTATION, question.matter()).map(stopped -> {
            processes.suspend(row.running(), act.at());
            return Optional.of(stopped.remaining(act.at()));
        });
    }

    private @Nullable Deadline deadline(DossierState state, Question question) {
        Integer days = question.days();
        return rule(state.procedureCode())
                .map(rule -> new Deadline(rule.term(), rule.source(), rule.stopsClock()))
                .orElseGet(() -> days == null || days < 1
                        ? null
                        : new Deadline(
                                new Term(days, TermUnit.WORKING_DAYS),
                                question.legalBasis().strip(),
                                false));
    }

    private List<Problem> problems(DossierRow row, Question question, @Nullable Deadline deadline, Instant now) {
        List<Problem> problems = new ArrayList<>();
        AgencyId agency = question.agency();
        if (agency == null && question.other().isBlank()) {
            problems.add(Problem.at("asked", "dossier.consult-whom"));
        } else if (agency != null && !question.other().isBlank()) {
            problems.add(Problem.at("other", "dossier.consult-one"));
        } else if (agency != null && agency.equals(row.agency())) {
            problems.add(Problem.at("asked", "dossier.consult-self"));
        } else if (agency != null && organization.agencies(now).stream().noneMatch(a -> a.id().equals(agency))) {
            problems.add(Problem.at("asked", "dossier.consult-unknown"));
        }
        if (question.other().length() > MOST_CHARACTERS) {
            problems.add(Problem.at("other", "dossier.too-long", MOST_CHARACTERS));
        }
        if (question.legalBasis().length() > MOST_CHARACTERS) {
            problems.add(Problem.at("basis", "dossier.too-long", MOST_CHARACTERS));
        }
        Integer days = question.days();
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            problems.add(Problem.at("days", "dossier.consult-days", MOST_DAYS));
        } else if (deadline != null && deadline.source().isBlank()) {
            problems.add(Problem.at("basis", "dossier.consult-basis"));
        } else if (deadline == null && !question.legalBasis().isBlank()) {
            problems.add(Problem.at("days", "dossier.consult-days", MOST_DAYS));
        }
        Problem matter = ClockCommands.wrong(question.matter(), "dossier.consult-matter");
        if (matter != null) {
            problems.add(matter);
        }
        return problems;
    }

    private Result<Optional<Instant>> answerBy(
            DossierRow row, Question question, @Nullable Deadline deadline, Instant now) {
        return deadline == null
                ? Result.done(Optional.empty())
                : LegalClock.silentConsentAt(calendars.byId(calendar(row, question)), now, deadline.term())
                        .map(Appointment::due)
                        .map(Optional::of);
    }

    /** The asked agency's own working time where it is known, else that of the dossier. */
    private String calendar(DossierRow row, Question question) {
        AgencyId agency = question.agency();
        return agency != null
                ? organization.agency(agency).processingCalendar()
                : Optional.ofNullable(row.state().calendar()).orElseThrow();
    }

    private DossierEvent asked(
            DossierRow row,
            Question question,
            @Nullable Deadline deadline,
            @Nullable Instant answerBy,
            @Nullable Long remaining) {
        AgencyId agency = question.agency();
        return new DossierEvent.OpinionAsked(
                agency == null ? null : agency.value(),
                agency == null
                        ? question.other().strip()
                        : organization.agency(agency).name(),
                answerBy,
                deadline == null ? null : deadline.term().amount(),
                deadline == null ? null : deadline.term().unit().name(),
                calendar(row, question),
                deadline == null ? null : deadline.source(),
                question.matter().strip(),
                remaining);
    }

    /** Records the agency's answer, given in time, and lets the clock go on where it had stopped for it. */
    public Result<DossierId> answer(
            DossierId id,
            int version,
            Answer answer,
            String note,
            Actor.Officer officer,
            String clientKey,
            Instant now) {
        ClockCommands.Given given = new ClockCommands.Given("answer", id, version, officer, clientKey, now);
        return commands.begin(given, begun -> {
            Consultation asked = begun.row().state().consultation();
            if (asked == null) {
                return Result.refused(Problem.of("dossier.answer-not-now"));
            }
            Instant until = asked.answerBy();
            if (until != null && begun.act().at().isAfter(until)) {
                return Result.refused(Problem.of("dossier.answer-too-late", asked.asked(), Stale.time(until)));
            }
            Problem wrong = ClockCommands.wrong(note, "dossier.answer-note");
            if (wrong != null) {
                return Result.refused(wrong);
            }
            return commands.apply(
                    begun.row(),
                    begun.act(),
                    (row, act, clock) -> ended(
                            row,
                            clock,
                            act.at(),
                            due -> new DossierEvent.OpinionGiven(answer.name(), note.strip(), due)));
        });
    }

    private interface Ending {
        /** @param due the appointed time where the clock had stopped and goes on */
        DossierEvent with(@Nullable Instant due);
    }

    /** What follows from the end of a consultation at a time: where the clock had stopped for it, it goes on. */
    private Result<List<DossierEvent>> ended(DossierRow row, LegalClock clock, Instant at, Ending ending) {
        if (row.state().status() != DossierStatus.CONSULTING) {
            return Result.done(List.of(ending.with(null)));
        }
        return clock.resumed(at).map(running -> {
            List<DossierEvent> batch = new ArrayList<>();
            batch.add(ending.with(running.due()));
            batch.addAll(Appointments.resumed(processes, row, at));
            return batch;
        });
    }

    /**
     * Enters for every dossier whose agency stayed silent until its time was over that it agrees, each in a transaction of its
     * own, as from the end of that time. Any number of nodes may do this at once: a dossier another one has in hand is left to it, and
     * who comes to it later finds that it waits no more. Gives how many went on.
     */
    int deemSilent(Instant now) {
        int done = 0;
        for (DossierId id : silent(now)) {
            try {
                done += transactions.run(() -> deemed(id, now)).orElseThrow() ? 1 : 0;
            } catch (RuntimeException e) {
                // the others do not wait for one that cannot go on; it is tried again next time
                LOG.error("dossier {} cannot go on after its agency's silence", id.value(), e);
            }
        }
        return done;
    }

    private List<DossierId> silent(Instant now) {
        return jdbc.sql("SELECT id FROM dossier.dossier WHERE answer_by < :now ORDER BY answer_by, id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new DossierId(row.getLong(1)))
                .list();
    }

    /** Takes a dossier in hand if it still waits and nobody else has it in hand. */
    private Optional<DossierRow> taken(DossierId id, Instant now) {
        return jdbc.sql("SELECT 1 FROM dossier.dossier WHERE id = :id AND answer_by < :now FOR UPDATE SKIP LOCKED")
                .param("id", id.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> id)
                .optional()
                .flatMap(ledger::lock);
    }

    /** Whether it went on; not when it waits no more or another worker has it in hand. */
    private Result<Boolean> deemed(DossierId id, Instant now) {
        DossierRow locked = taken(id, now).orElse(null);
        if (locked == null) {
            return Result.done(false);
        }
        Consultation asked = locked.state().consultation();
        Instant since = asked == null ? null : asked.answerBy();
        if (asked == null || since == null) {
            throw new IllegalStateException("nobody is asked");
        }
        String key = CommandKey.of("deem", SYSTEM, id, since.toString());
        return commands.apply(
                        locked,
                        Act.of(SYSTEM, null, now, key),
                        (row, act, clock) -> ended(
                                row, clock, since, due -> new DossierEvent.OpinionDeemed(asked.asked(), since, due)))
                .map(_ -> true);
    }

    /** Until when the answer counts on another calendar, where the term is counted by one. */
    static @Nullable Instant recounted(Consultation asked, WorkingCalendar calendar) {
        Integer amount = asked.amount();
        String unit = asked.unit();
        return amount == null || unit == null
                ? null
                : LegalClock.silentConsentAt(calendar, asked.since(), new Term(amount, TermUnit.valueOf(unit)))
                        .orElseThrow()
                        .due();
    }
}
