package vn.motcua.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class DemoAuthorityTest {

    @Autowired
    Organization organization;

    @Autowired
    DemoAuthority seed;

    @Test
    void the_demo_is_the_district_and_its_14_wards() {
        var agencies = organization.agencies(TestClock.START);

        assertThat(agencies.getFirst().name()).isEqualTo("Ủy ban nhân dân quận Hoàng Mai");
        assertThat(agencies.stream().filter(a -> a.level() == AgencyLevel.COMMUNE))
                .hasSize(14)
                .allSatisfy(ward -> {
                    assertThat(ward.parent()).isEqualTo(district().id());
                    assertThat(organization.unitsOf(ward.id()))
                            .extracting(Unit::key)
                            .containsExactly("one-stop", "justice", "land-construction", "leadership");
                });
        assertThat(organization.agencies(TestClock.at(2017, 6, 1, 8, 0))).isEmpty();
        assertThat(organization.unitsOf(district().id())).hasSize(11);
    }

    @Test
    void every_unit_has_several_officers_and_no_two_share_a_name() {
        var officers = organization.agencies(TestClock.START).stream()
                .flatMap(agency -> organization.unitsOf(agency.id()).stream())
                .flatMap(unit -> {
                    var here = organization.officersOf(unit.id(), null);
                    assertThat(here).as(unit.name()).hasSizeGreaterThanOrEqualTo(2);
                    return here.stream();
                })
                .toList();

        assertThat(officers).hasSizeGreaterThan(150);
        assertThat(officers).extracting(OfficerSummary::name).doesNotHaveDuplicates();
        assertThat(organization.officersOf(unit("008", "urban-management"), "head"))
                .hasSize(1);
    }

    @Test
    void starting_again_seeds_nothing_twice() {
        int before = organization.demoOfficers().size();

        seed.run(new DefaultApplicationArguments());

        assertThat(organization.demoOfficers()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({
        // login, what it may do, unit of which agency, whether
        "hm.motcua1, DOSSIER_RECEIVE, 008, one-stop, true",
        "hm.motcua1, DOSSIER_RETURN, 008, one-stop, true",
        "hm.motcua1, DOSSIER_READ, 008, one-stop, true",
        "hm.motcua1, DOSSIER_READ, 008, justice, false",
        "hm.motcua1, DOSSIER_RECEIVE, 00307, one-stop, false",
        "hm.motcua1, DOSSIER_APPROVE, 008, one-stop, false",
        "hm.qldt1, DOSSIER_WORK, 008, urban-management, true",
        "hm.qldt1, DOSSIER_READ, 008, justice, false",
        "hm.qldt1, DOSSIER_APPROVE, 008, urban-management, false",
        "hm.qldt1, DOSSIER_RECEIVE, 008, one-stop, false",
        "hm.qldt.truong, DOSSIER_APPROVE, 008, urban-management, true",
        "hm.qldt.truong, REPORT_DETAIL, 008, urban-management, true",
        "hm.qldt.truong, REPORT_DETAIL, 008, justice, false",
        "hm.lanhdao1, DOSSIER_APPROVE, 008, leadership, true",
        "hm.lanhdao1, DOSSIER_APPROVE, 008, justice, false",
        "hm.lanhdao1, DOSSIER_READ, 008, justice, true",
        "hm.lanhdao1, DOSSIER_READ, 00307, justice, true",
        "hm.vanphong, DOSSIER_READ, 00307, justice, true",
        "hm.vanphong, DOSSIER_WORK, 008, office, false",
        "hm.vanphong1, DOSSIER_READ, 008, justice, false",
        "hm.thanhtra1, DOSSIER_READ, 00340, land-construction, true",
        "hm.thanhtra1, DOSSIER_WORK, 00340, land-construction, false",
        "dinhcong.tuphap1, DOSSIER_WORK, 00307, justice, true",
        "dinhcong.tuphap1, DOSSIER_READ, 00310, justice, false",
        "dinhcong.lanhdao1, DOSSIER_READ, 00307, one-stop, true",
        "dinhcong.lanhdao1, DOSSIER_READ, 008, one-stop, false",
        "dinhcong.lanhdao1, DOSSIER_READ, 00310, one-stop, false",
        "admin, DOSSIER_READ, 008, one-stop, false",
    })
    void posts_decide_who_may_do_what_where(
            String login, Permission permission, String adminCode, String unitKey, boolean allowed) {
        assertThat(actor(login).may(permission, unit(adminCode, unitKey))).isEqualTo(allowed);
    }

    @Test
    void only_leaders_the_chief_and_the_inspectorate_read_a_whole_agency() {
        Set<String> readers = organization.demoOfficers().stream()
                .filter(id -> organization
                        .actor(id)
                        .orElseThrow()
                        .mayIn(Permission.DOSSIER_READ, district().id()))
                .map(organization::loginOf)
                .collect(Collectors.toSet());

        assertThat(readers)
                .containsExactlyInAnyOrder(
                        "hm.lanhdao1",
                        "hm.lanhdao2",
                        "hm.lanhdao3",
                        "hm.vanphong",
                        "hm.thanhtra.truong",
                        "hm.thanhtra1",
                        "hm.thanhtra2",
                        "hm.thanhtra3");
    }

    private Agency district() {
        return organization.agencyByAdminCode("008").orElseThrow();
    }

    private UnitId unit(String adminCode, String key) {
        AgencyId agency =
                organization.agencyByAdminCode(adminCode).orElseThrow().id();
        return organization.unitOf(agency, key).orElseThrow().id();
    }

    private Actor.Officer actor(String login) {
        return organization.officerByLogin(login).flatMap(organization::actor).orElseThrow();
    }
}
