package vn.motcua.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes agencies, units, officers and posts; every change tells the cached directory. */
@Component
class Registry {

    private final JdbcClient jdbc;
    private final DirectoryCache cache;

    Registry(JdbcClient jdbc, DirectoryCache cache) {
        this.jdbc = jdbc;
        this.cache = cache;
    }

    boolean isEmpty() {
        return !jdbc.sql("SELECT EXISTS (SELECT FROM organization.officer) OR EXISTS (SELECT FROM organization.agency)")
                .query(Boolean.class)
                .single();
    }

    @Transactional
    AgencyId found(
            String code,
            String adminCode,
            String name,
            AgencyLevel level,
            @Nullable AgencyId parent,
            String address,
            String phone,
            String processingCalendar,
            String receptionCalendar,
            LocalDate validFrom) {
        cache.changed();
        return new AgencyId(jdbc.sql("""
                INSERT INTO organization.agency (code, admin_code, name, level, parent, address, phone,
                                                 processing_calendar, reception_calendar, valid_from)
                VALUES (:code, :adminCode, :name, :level, :parent, :address, :phone, :processing, :reception, :validFrom)
                RETURNING id""")
                .param("code", code)
                .param("adminCode", adminCode)
                .param("name", name)
                .param("level", level.name())
                .param("parent", parent == null ? null : parent.value())
                .param("address", address)
                .param("phone", phone)
                .param("processing", processingCalendar)
                .param("reception", receptionCalendar)
                .param("validFrom", validFrom)
                .query(Long.class)
                .single());
    }

    /** Ends an agency: {@code day} is the first on which it no longer exists. */
    @Transactional
    void end(AgencyId agency, LocalDate day) {
        cache.changed();
        jdbc.sql("UPDATE organization.agency SET valid_to = :day WHERE id = :id")
                .param("day", day)
                .param("id", agency.value())
                .update();
    }

    @Transactional
    void succeed(AgencyId predecessor, AgencyId successor, String legalBasis) {
        cache.changed();
        jdbc.sql("""
                INSERT INTO organization.succession (predecessor, successor, legal_basis)
                VALUES (:predecessor, :successor, :legalBasis)""")
                .param("predecessor", predecessor.value())
                .param("successor", successor.value())
                .param("legalBasis", legalBasis)
                .update();
    }

    @Transactional
    UnitId addUnit(AgencyId agency, String key, String name, boolean oversees, int sort) {
        cache.changed();
        return new UnitId(jdbc.sql("""
                INSERT INTO organization.unit (agency, key, name, oversees, sort)
                VALUES (:agency, :key, :name, :oversees, :sort) RETURNING id""")
                .param("agency", agency.value())
                .param("key", key)
                .param("name", name)
                .param("oversees", oversees)
                .param("sort", sort)
                .query(Long.class)
                .single());
    }

    @Transactional
    OfficerId addOfficer(String login, String name) {
        return addOfficer(login, name, false);
    }

    /** An officer of the demo authority, who can act only while the demo is on. */
    @Transactional
    OfficerId addDemoOfficer(String login, String name) {
        return addOfficer(login, name, true);
    }

    private OfficerId addOfficer(String login, String name, boolean demo) {
        cache.changed();
        return new OfficerId(jdbc.sql(
                        "INSERT INTO organization.officer (login, name, demo) VALUES (:login, :name, :demo) RETURNING id")
                .param("login", login)
                .param("name", name)
                .param("demo", demo)
                .query(Long.class)
                .single());
    }

    /** Gives the officer a post; no unit makes it that of an administrator of the system. */
    @Transactional
    void appoint(OfficerId officer, @Nullable UnitId unit, String position, LocalDate from) {
        cache.changed();
        jdbc.sql("""
                INSERT INTO organization.post (officer, unit, position, valid_from)
                VALUES (:officer, :unit, :position, :from)""")
                .param("officer", officer.value())
                .param("unit", unit == null ? null : unit.value())
                .param("position", position)
                .param("from", from)
                .update();
    }

    /** Takes the officer out of service: from now on neither acting nor signing in. */
    @Transactional
    void leave(OfficerId officer) {
        cache.changed();
        jdbc.sql("UPDATE organization.officer SET status = 'LEFT' WHERE id = :id")
                .param("id", officer.value())
                .update();
    }
}
