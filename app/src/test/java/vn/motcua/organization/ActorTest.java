package vn.motcua.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.organization.Permission.DOSSIER_APPROVE;
import static vn.motcua.organization.Permission.DOSSIER_READ;
import static vn.motcua.organization.Permission.DOSSIER_RECEIVE;
import static vn.motcua.organization.Permission.DOSSIER_WORK;
import static vn.motcua.organization.Permission.REPORT_DETAIL;
import static vn.motcua.organization.Permission.SYSTEM_ADMIN;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorTest {

    private static final AgencyId DISTRICT = new AgencyId(1);
    private static final AgencyId WARD = new AgencyId(2);
    private static final UnitId DESK = new UnitId(10);
    private static final UnitId JUSTICE = new UnitId(11);
    private static final UnitId LEADERSHIP = new UnitId(12);
    private static final UnitId WARD_JUSTICE = new UnitId(21);

    private final Actor.Officer specialist =
            officer(new Post(JUSTICE, DISTRICT, "specialist", Set.of(DOSSIER_WORK, DOSSIER_READ)));
    private final Actor.Officer leader = officer(new Post(
            LEADERSHIP,
            DISTRICT,
            "leader",
            Set.of(DOSSIER_APPROVE, DOSSIER_WORK, DOSSIER_READ, REPORT_DETAIL),
            new Post.View(Set.of(DISTRICT, WARD), Set.of(DESK, JUSTICE, LEADERSHIP, WARD_JUSTICE))));

    @Test
    void a_specialist_works_and_reads_in_the_own_unit_only() {
        assertThat(specialist.may(DOSSIER_WORK, JUSTICE)).isTrue();
        assertThat(specialist.may(DOSSIER_READ, JUSTICE)).isTrue();
        assertThat(specialist.may(DOSSIER_READ, DESK)).isFalse();
        assertThat(specialist.may(DOSSIER_APPROVE, JUSTICE)).isFalse();
        assertThat(specialist.mayIn(DOSSIER_WORK, DISTRICT)).isTrue();
        assertThat(specialist.mayIn(DOSSIER_READ, DISTRICT))
                .as("reading all of the agency")
                .isFalse();
        assertThat(specialist.readableUnits()).containsExactly(JUSTICE);
    }

    @Test
    void a_leader_reads_everywhere_below_but_decides_only_in_the_leaders_unit() {
        assertThat(leader.may(DOSSIER_READ, WARD_JUSTICE)).isTrue();
        assertThat(leader.mayIn(REPORT_DETAIL, WARD)).isTrue();
        assertThat(leader.may(DOSSIER_APPROVE, LEADERSHIP)).isTrue();
        assertThat(leader.may(DOSSIER_APPROVE, WARD_JUSTICE)).isFalse();
        assertThat(leader.mayIn(DOSSIER_APPROVE, WARD)).isFalse();
        assertThat(leader.may(DOSSIER_RECEIVE)).isFalse();
        assertThat(leader.units()).containsExactly(LEADERSHIP);
    }

    @Test
    void an_administrator_administers_and_sees_no_dossier() {
        var admin = new Actor.Officer(new OfficerId(9), "Quản trị", List.of(), Set.of(SYSTEM_ADMIN));

        assertThat(admin.may(SYSTEM_ADMIN)).isTrue();
        assertThat(admin.may(DOSSIER_READ)).isFalse();
        assertThat(admin.may(DOSSIER_READ, DESK)).isFalse();
        assertThat(admin.mayIn(DOSSIER_READ, DISTRICT)).isFalse();
    }

    private static Actor.Officer officer(Post... posts) {
        return new Actor.Officer(new OfficerId(1), "Nguyễn Văn Ví Dụ", List.of(posts));
    }
}
