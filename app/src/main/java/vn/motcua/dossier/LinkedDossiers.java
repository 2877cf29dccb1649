package vn.motcua.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.payment.Charges;
import vn.motcua.process.CallWithdrawn;
import vn.motcua.process.Happening;
import vn.motcua.process.InstanceId;
import vn.motcua.process.Processes;
import vn.motcua.process.Standing;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Linked dossiers (hồ sơ liên thông): a call activity names a procedure, and the dossier that was begun for it at another
 * agency goes its own way with its own clock. When it has ended, the one that waits goes on.
 */
@Component
class LinkedDossiers {

    /** What a call activity's input may say; everything else is given along as the process has it. */
    private static final String AGENCY = "agency";

    private static final String FORM = "form";

    /** From a dossier to the one it was begun for, and so on: the law knows no longer chain of agencies. */
    private static final int LONGEST_CHAIN = 8;

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Ledger ledger;
    private final DossierRecords records;
    private final Reception reception;
    private final Catalog catalog;
    private final Organization organization;
    private final Processes processes;
    private final Charges charges;
    private final ApplicationEventPublisher events;

    LinkedDossiers(
            JdbcClient jdbc,
            Commands commands,
            Ledger ledger,
            DossierRecords records,
            Reception reception,
            Catalog catalog,
            Organization organization,
            Processes processes,
            Charges charges,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.ledger = ledger;
        this.records = records;
        this.reception = reception;
        this.catalog = catalog;
        this.organization = organization;
        this.processes = processes;
        this.charges = charges;
        this.events = events;
    }

    private record Link(InstanceId instance, long token, DossierId parent, DossierId child) {}

    boolean isBegun(InstanceId instance, long token) {
        return find(instance, token).isPresent();
    }

    /**
     * Begins the dossier a call activity asks for.
     *
     * @param procedure code of the procedure
     * @param input {@code agency}, its administrative code, where it is not the agency of the dossier itself; {@code
     *     form}, the answers, where they are not those of the dossier itself
     */
    Result<DossierEvent> begin(
            DossierRow parent,
            InstanceId instance,
            long token,
            String procedure,
            Map<String, Object> input,
            Instant now) {
        Optional<Procedure> called = catalog.current(procedure);
        if (called.isEmpty()) {
            return Result.refused(Problem.of("dossier.procedure-unknown"));
        }
        Optional<AgencyId> agency = agency(parent, input.get(AGENCY));
        if (agency.isEmpty()) {
            return Result.refused(Problem.of("dossier.linked-agency-unknown", String.valueOf(input.get(AGENCY))));
        }
        if (isCircle(parent, procedure, agency.get())) {
            return Result.refused(Problem.of(
                    "dossier.linked-circle",
                    called.get().name(),
                    organization.agency(agency.get()).name()));
        }
        Content content = records.content(parent.id(), parent.state().contentVersion());
        Filing filing = new Filing(
                procedure,
                agency.get(),
                records.applicant(parent.id()),
                answers(input.get(FORM), content.answers()),
                content.papers());
        return reception
                .link(called.get(), filing, parent.code(), parent.state().submittedAt(), DossierProcesses.PROCESS, now)
                .map(child -> {
                    jdbc.sql("""
                            INSERT INTO dossier.link (instance_id, token, parent_id, child_id)
                            VALUES (:instance, :token, :parent, :child)
                            """)
                            .param("instance", instance.value())
                            .param("token", token)
                            .param("parent", parent.id().value())
                            .param("child", child.id().value())
                            .update();
                    return new DossierEvent.LinkedBegun(
                            procedure,
                            called.get().name(),
                            child.code(),
                            child.state().receivingUnit());
                });
    }

    /** Whether dossiers would go on beginning each other: the agency has one of this procedure up the chain already. */
    private boolean isCircle(DossierRow parent, String procedure, AgencyId agency) {
        Optional<DossierRow> up = Optional.of(parent);
        for (int length = 0; up.isPresent(); length++) {
            DossierRow dossier = up.get();
            if (length == LONGEST_CHAIN
                    || (dossier.agency().equals(agency)
                            && dossier.state().procedureCode().equals(procedure))) {
                return true;
            }
            up = of(dossier.id()).flatMap(link -> ledger.find(link.parent()));
        }
        return false;
    }

    private Optional<AgencyId> agency(DossierRow parent, @Nullable Object named) {
        return named == null
                ? Optional.of(parent.agency())
                : organization.agencyByAdminCode(String.valueOf(named)).map(Agency::id);
    }

    private static Map<String, Object> answers(@Nullable Object given, Map<String, Object> own) {
        if (!(given instanceof Map<?, ?> map)) {
            return own;
        }
        var answers = new HashMap<String, Object>();
        map.forEach((key, value) -> answers.put(String.valueOf(key), value));
        return answers;
    }

    /** What the ledger says of a linked dossier whose answer this is; empty when it is a service's. */
    Optional<DossierEvent> ended(InstanceId instance, Happening what) {
        return switch (what) {
            case Happening.ServiceAnswered answered -> ended(instance, answered.token());
            case Happening.ServiceRefused refused -> ended(instance, refused.token());
            case Happening.TimerFired _, Happening.MessageCame _, Happening.SignalCame _ -> Optional.empty();
        };
    }

    private Optional<DossierEvent> ended(InstanceId instance, long token) {
        return find(instance, token).flatMap(link -> ledger.find(link.child())).map(LinkedDossiers::ended);
    }

    private static DossierEvent ended(DossierRow child) {
        return new DossierEvent.LinkedEnded(
                child.code(),
                child.state().receivingUnit(),
                child.state().status().name());
    }

    /** The process that waits for it is told how a linked dossier ended, in the transaction that ends it. */
    @EventListener
    void on(DossierMilestone.DossierClosed closed) {
        of(closed.dossier()).ifPresent(link -> {
            DossierRow child = ledger.find(link.child()).orElseThrow();
            boolean well = child.state().status() == DossierStatus.RETURNED;
            var linked = new HashMap<String, Object>();
            linked.put("code", child.code());
            linked.put("status", child.state().status().name());
            linked.put("resultNo", child.state().resultNo());
            processes.answer(
                    link.instance(),
                    link.token(),
                    Map.of("linked", linked),
                    well ? null : child.state().status().name(),
                    closed.at());
        });
    }

    /** The dossier it was for has gone on without it. */
    @ApplicationModuleListener(id = "dossier.call-withdrawn")
    void on(CallWithdrawn withdrawn) {
        if (!withdrawn.subject().kind().equals(Reception.SUBJECT)) {
            return;
        }
        find(withdrawn.instance(), withdrawn.token())
                .ifPresent(link -> commands.run(() -> {
                            DossierRow parent = ledger.lock(link.parent()).orElseThrow();
                            DossierRow child = ledger.lock(link.child()).orElseThrow();
                            Act act = Act.of(DossierProcesses.PROCESS, null, withdrawn.at(), null);
                            if (!child.state().status().isClosed()) {
                                Standing process = child.process();
                                if (process != null) {
                                    processes.cancel(process, act.at());
                                }
                                charges.waive(Reception.SUBJECT, child.id().value(), "withdrawn", "", act.at());
                                child = ledger.enter(
                                        child,
                                        act,
                                        new DossierEvent.Withdrawn("Hồ sơ " + parent.code() + " không cần nữa"));
                                events.publishEvent(new DossierMilestone.DossierClosed(child.id(), act.at()));
                            }
                            if (!parent.state().status().isClosed()
                                    && parent.state()
                                            .waitsAt()
                                            .contains(child.state().receivingUnit())) {
                                ledger.enter(parent, act, ended(child));
                            }
                            return Result.done(child.id());
                        })
                        .orElseThrow());
    }

    private Optional<Link> find(InstanceId instance, long token) {
        return jdbc.sql("SELECT * FROM dossier.link WHERE instance_id = :instance AND token = :token")
                .param("instance", instance.value())
                .param("token", token)
                .query((row, _) -> link(row))
                .optional();
    }

    private Optional<Link> of(DossierId child) {
        return jdbc.sql("SELECT * FROM dossier.link WHERE child_id = :child")
                .param("child", child.value())
                .query((row, _) -> link(row))
                .optional();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                new InstanceId(row.getLong("instance_id")),
                row.getLong("token"),
                new DossierId(row.getLong("parent_id")),
                new DossierId(row.getLong("child_id")));
    }
}
