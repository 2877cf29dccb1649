package vn.motcua.organization;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.shared.Vietnam;

/**
 * Agencies over time, their units and officers, and who may do what. Answers come from a directory in memory; a change
 * made by another node is noticed within seconds.
 */
@Service
public class Organization {

    private final DirectoryCache cache;
    private final Registry registry;
    private final Clock clock;
    private final boolean demo;

    Organization(DirectoryCache cache, Registry registry, Clock clock, @Value("${motcua.demo:false}") boolean demo) {
        this.cache = cache;
        this.registry = registry;
        this.clock = clock;
        this.demo = demo;
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

    /**
     * The officer as one who acts, with the posts held now; empty for someone unknown or no longer in service, and for
     * officers of the demo authority once the demo is off.
     */
    public Optional<Actor.Officer> actor(OfficerId id) {
        Directory known = directory();
        Directory.OfficerRow officer = known.officers().get(id);
        if (officer == null || (officer.demo() && !demo)) {
            return Optional.empty();
        }
        return Optional.ofNullable(known.actor(id, today()));
    }

    /** The officers of the demo authority. */
    public List<OfficerId> demoOfficers() {
        return directory().officers().values().stream()
                .filter(Directory.OfficerRow::demo)
                .map(Directory.OfficerRow::id)
                .toList();
    }

    /** Whether there is neither agency nor officer yet. */
    public boolean isEmpty() {
        return registry.isEmpty();
    }

    /** Takes an administrator of the whole system into service, who belongs to no unit and sees no dossiers. */
    @Transactional
    public OfficerId addAdministrator(String login, String name) {
        OfficerId officer = registry.addOfficer(login, name);
        registry.appoint(officer, null, "admin", today());
        return officer;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }

    private Directory directory() {
        return cache.get();
    }
}
