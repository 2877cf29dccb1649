package vn.motcua.organization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vn.motcua.shared.Vietnam;

/**
 * Agencies over time, their units and officers, and who may do what. Answers come from a directory in memory; a change
 * made by another node is noticed within {@link #LOOK_AGAIN}.
 */
@Service
public class Organization {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Directory directory;
    private volatile long lookedAt;

    Organization(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An agency, also one that no longer exists. */
    public Agency agency(AgencyId id) {
        return directory().agency(id);
    }

    /** The agencies that exist at the moment, the highest tier first, then by administrative code. */
    public List<Agency> agencies(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, Vietnam.ZONE);
        return directory().agencies().values().stream()
                .filter(a -> a.existsOn(day))
                .toList();
    }

    /** The agency that has this code now. */
    public Optional<Agency> agencyByCode(String code) {
        return agencies(clock.instant()).stream()
                .filter(a -> a.code().equals(code))
                .findFirst();
    }

    /** The agency that has this administrative code now, for example {@code 00307}. */
    public Optional<Agency> agencyByAdminCode(String adminCode) {
        return agencies(clock.instant()).stream()
                .filter(a -> a.adminCode().equals(adminCode))
                .findFirst();
    }

    public Unit unit(UnitId id) {
        return directory().unit(id);
    }

    public List<Unit> unitsOf(AgencyId agency) {
        return directory().unitsOf(agency);
    }

    public Optional<Unit> unitOf(AgencyId agency, String unitKey) {
        return unitsOf(agency).stream().filter(u -> u.key().equals(unitKey)).findFirst();
    }

    public OfficerSummary officer(OfficerId id) {
        return directory().summary(id);
    }

    /** The officers who hold a post in the unit today; with a position, only those who hold it in that one. */
    public List<OfficerSummary> officersOf(UnitId unit, @Nullable String position) {
        return directory().officersOf(unit, position, today());
    }

    /** The officer who signs in by this name; whether still in service is for {@link #actor} to say. */
    public Optional<OfficerId> officerByLogin(String login) {
        return Optional.ofNullable(directory().logins().get(login));
    }

    /** The name the officer signs in by. */
    public String loginOf(OfficerId id) {
        Directory.OfficerRow officer = directory().officers().get(id);
        if (officer == null) {
            throw new IllegalArgumentException("no officer " + id.value());
        }
        return officer.login();
    }

    /** The officer as one who acts, with the posts held now; empty for someone unknown or no longer in service. */
    public Optional<Actor.Officer> actor(OfficerId id) {
        return Optional.ofNullable(directory().actor(id, today()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }

    private Directory directory() {
        if (TransactionSynchronizationManager.hasResource(this)) {
            return Directory.load(jdbc); // this transaction has changed it: what it sees is not yet for others
        }
        Directory known = directory;
        long now = System.nanoTime();
        if (known != null && now - lookedAt < LOOK_AGAIN.toNanos()) {
            return known;
        }
        lookedAt = now;
        if (known == null || known.revision() != Directory.currentRevision(jdbc)) {
            known = Directory.load(jdbc);
            directory = known;
        }
        return known;
    }

    /** Must be called by whatever changes the organization's tables, inside its transaction. */
    void changed() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            directory = null;
            return;
        }
        if (TransactionSynchronizationManager.hasResource(this)) {
            return;
        }
        TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(Organization.this);
                directory = null;
            }
        });
    }
}
