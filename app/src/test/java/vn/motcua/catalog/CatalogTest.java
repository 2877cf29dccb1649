package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.shared.Money;
import vn.motcua.testing.DemoTest;

@DemoTest
class CatalogTest {

    @Autowired
    Catalog catalog;

    /** 2,000 đ a page, from the third page 1,000 đ, at most 200,000 đ a copy. */
    @ParameterizedTest
    @CsvSource({"1,1,2000", "2,1,4000", "3,1,5000", "10,2,24000", "198,1,200000", "199,1,200000", "1000,3,600000"})
    void a_certified_copy_costs_by_its_pages(int pages, int copies, long dong) {
        Procedure copy = current("2.000815");

        assertThat(catalog.fee(copy, Map.of("pages", pages, "copies", copies), Channel.COUNTER))
                .isEqualTo(new Money(dong));
    }

    @Test
    void a_fee_that_hangs_on_a_missing_answer_is_not_in_the_sum() {
        assertThat(catalog.fee(current("1.001193"), Map.of(), Channel.ONLINE)).isEqualTo(Money.ZERO);
        assertThat(catalog.fee(current("1.001193"), Map.of("copies", 2L), Channel.ONLINE))
                .isEqualTo(new Money(16_000));
    }

    @Test
    void a_birth_is_registered_the_same_day_unless_received_after_15_00() {
        Procedure birth = current("1.001193");

        var rule = birth.rule(Channel.ONLINE, birth.cases().getFirst().key());

        assertThat(rule.term()).isEqualTo(new Term(0, TermUnit.WORKING_DAYS));
        assertThat(rule.cutoff()).isEqualTo(LocalTime.of(15, 0));
        assertThat(birth.rule(Channel.COUNTER, "no-such-case")).isEqualTo(rule);
    }

    @Test
    void the_papers_asked_for_follow_the_answers() {
        Procedure birth = current("1.001193");

        assertThat(birth.papersFor("thong-thuong", Map.of("birthProof", "witness")))
                .extracting(Paper::key)
                .contains("van-ban-nguoi-lam-chung")
                .doesNotContain("giay-chung-sinh", "giay-cam-doan");
        assertThat(birth.papersFor("thong-thuong", Map.of("birthProof", "paper")))
                .filteredOn(Paper::required)
                .extracting(Paper::key)
                .containsExactly("giay-chung-sinh");
    }

    @Test
    void wards_offer_what_is_theirs_and_the_district_what_is_its() {
        assertThat(catalog.offeredBy(current("1.001193")))
                .hasSize(14)
                .extracting(Agency::level)
                .containsOnly(AgencyLevel.COMMUNE);
        assertThat(catalog.offeredBy(current("1.013225")))
                .hasSize(1)
                .extracting(Agency::level)
                .containsOnly(AgencyLevel.DISTRICT);
    }

    @Test
    void a_version_is_read_once_and_kept() {
        Procedure once = current("1.004873");

        assertThat(catalog.version(once.version())).isSameAs(once);
        assertThat(once.validFrom()).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(once.form().pages()).isNotEmpty();
        assertThat(catalog.current("0.000000")).isEmpty();
    }

    private Procedure current(String code) {
        return catalog.current(code).orElseThrow();
    }
}
