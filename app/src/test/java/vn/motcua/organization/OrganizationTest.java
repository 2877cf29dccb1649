package vn.motcua.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.testing.MotCuaTest;
import vn.motcua.testing.TestClock;

@MotCuaTest
class OrganizationTest {

    private static final LocalDate REFORM = LocalDate.of(2025, 7, 1);

    @Autowired
    Organization organization;

    @Autowired
    Registry registry;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void a_reused_code_names_another_agency_after_the_reform() {
        AgencyId before = found("97301", LocalDate.of(2004, 1, 1));
        registry.end(before, REFORM);
        AgencyId after = found("97301", REFORM);
        registry.succeed(before, after, "example");

        assertThat(organization.agencies(TestClock.at(2025, 6, 30, 23, 59)))
                .extracting(Agency::id)
                .contains(before)
                .doesNotContain(after);
        assertThat(organization.agencyByAdminCode("97301").orElseThrow().id()).isEqualTo(after);
        assertThat(organization.agency(before).validTo()).isEqualTo(REFORM);
    }

    @Test
    void two_agencies_never_share_a_code_at_one_time() {
        found("97304", LocalDate.of(2004, 1, 1));

        assertThatThrownBy(() -> found("97304", REFORM)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void an_officer_who_left_acts_no_more_but_keeps_the_name() {
        AgencyId agency = found("97307", REFORM);
        UnitId unit = registry.addUnit(agency, "justice", "Tư pháp", false, 1);
        OfficerId officer = registry.addOfficer("test.leaver", "Lê Thị Thử Việc");
        registry.appoint(officer, unit, "specialist", REFORM);
        assertThat(organization.actor(officer)).isPresent();

        registry.leave(officer);

        assertThat(organization.actor(officer)).isEmpty();
        assertThat(organization.officersOf(unit, null)).isEmpty();
        assertThat(organization.officer(officer))
                .isEqualTo(new OfficerSummary(officer, "Lê Thị Thử Việc", "specialist", unit));
    }

    @Test
    void a_change_that_was_rolled_back_is_never_seen() {
        transaction.executeWithoutResult(status -> {
            registry.addOfficer("test.undone", "Phạm Văn Tạm Thời");
            assertThat(organization.officerByLogin("test.undone")).isPresent();
            status.setRollbackOnly();
        });

        assertThat(organization.officerByLogin("test.undone")).isEmpty();
    }

    private AgencyId found(String code, LocalDate from) {
        return registry.found(
                "000.99." + code,
                code,
                "Ủy ban nhân dân phường Thử " + code,
                AgencyLevel.COMMUNE,
                null,
                "",
                "",
                "ward-processing",
                "ward-reception",
                from);
    }
}
