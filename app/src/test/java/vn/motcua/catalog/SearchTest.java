package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import vn.motcua.testing.DemoTest;

@DemoTest
class SearchTest {

    @Autowired
    Catalog catalog;

    @ParameterizedTest
    @CsvSource({
        "dang ky khai sinh, 1.001193",
        "đăng ký khai sinh, 1.001193",
        "ĐĂNG KÝ KHAI SINH, 1.001193",
        "lam giay khai sinh cho con, 1.001193",
        "toi muon lam giay khai sinh cho chau moi sinh, 1.001193",
        "dang ki khai sinh, 1.001193",
        "khai sihn, 1.001193",
        "dk ks, 1.001193",
        "khai s, 1.001193",
        "1.001193, 1.001193",
        "giay xac nhan doc than, 1.004873",
        "xác nhận tình trạng hôn nhân, 1.004873",
        "xn tthn, 1.004873",
        "giay doc than, 1.004873",
        "xac nhan tinh trang hon nan, 1.004873",
        "xin phep xay nha, 1.013225",
        "giấy phép xây dựng, 1.013225",
        "xin gp xd nha, 1.013225",
        "giay phep xay dung nha o, 1.013225",
        "gpxd, 1.013225",
        "giay phep xay dugn, 1.013225",
        "cong chung giay to, 2.000815",
        "chứng thực bản sao, 2.000815",
        "sao y ban chinh, 2.000815",
        "chung thuc ban sao tu ban chinh, 2.000815",
        "dang ky ho kinh doanh, 1.001612",
        "mo cua hang, 1.001612",
        "thành lập hộ kinh doanh, 1.001612",
        "dkkd ho ca the, 1.001612"
    })
    void people_find_a_procedure_by_what_they_type(String query, String code) {
        assertThat(catalog.search(query, null))
                .extracting(ProcedureSummary::code)
                .startsWith(code);
    }

    @Test
    void what_only_shares_a_common_word_is_left_out() {
        assertThat(catalog.search("dang ky khai sinh", null))
                .extracting(ProcedureSummary::code)
                .containsExactly("1.001193");
        assertThat(catalog.search("dang ky ho kinh doanh", null))
                .extracting(ProcedureSummary::code)
                .containsExactly("1.001612");
    }

    @Test
    void a_blank_query_gives_all_and_nonsense_none() {
        assertThat(catalog.search(" ", null)).hasSize(5);
        assertThat(catalog.search("qwzx vbnm", null)).isEmpty();
        assertThat(catalog.search("%_'\"\\", null)).isNotNull();
    }

    @Test
    void an_audience_sees_what_is_for_it() {
        assertThat(catalog.search("", Audience.BUSINESS))
                .extracting(ProcedureSummary::code)
                .contains("1.001612");
        assertThat(catalog.search("khai sinh", Audience.BUSINESS))
                .extracting(ProcedureSummary::code)
                .doesNotContain("1.001193");
    }

    @Test
    void a_summary_tells_term_and_fee_in_words() {
        ProcedureSummary birth = catalog.search("1.001193", null).getFirst();

        assertThat(List.of(birth.termText(), birth.feeText())).noneMatch(String::isBlank);
        assertThat(birth.sectorName()).isEqualTo("Hộ tịch");
    }
}
