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
        "dkkd ho ca the, 1.001612",
        "dang ky ket hon, 1.000894",
        "dkkh, 1.000894",
        "lam giay ket hon, 1.000894",
        "dang ky khai tu, 1.000656",
        "giay chung tu, 1.000656",
        "lam giay bao tu cho bo, 1.000656",
        "xin trich luc khai sinh, 2.000635",
        "ban sao giay khai sinh, 2.000635",
        "xac nhan so yeu ly lich, 2.000884",
        "chứng thực chữ ký, 2.000884",
        "cha nhan con, 1.001022",
        "them ten bo vao giay khai sinh, 1.001022",
        "chua cuoi lam khai sinh cho con, 1.000689",
        "lam giam ho cho chau, 1.004837",
        "doi ten, 1.004859",
        "cai chinh ho tich, 1.004859",
        "giay khai sinh ghi sai ten, 1.004859",
        "mat giay khai sinh lam lai, 1.004884",
        "dang ky lai khai sinh, 1.004884",
        "gks bi mat, 1.004884",
        "chung thuc hop dong mua ban nha dat, 2.001035",
        "giay mua ban xe, 2.001035",
        "cap ban sao tu so goc, 2.000908",
        "nhap khau cho con, 2.000986",
        "lien thong khai sinh bhyt thuong tru, 2.000986",
        "khai sinh va bhyt cho be, 2.001023",
        "xn syll, 2.000884",
        "lam gct cho ong, 1.000656",
        "doi ten cua hang, 2.000720",
        "them nganh nghe kinh doanh, 2.000720",
        "chuyển địa chỉ hộ kinh doanh, 2.000720",
        "tam ngung kinh doanh, 1.001570",
        "tam nghi ban hang vai thang, 1.001570",
        "đóng cửa hàng, 1.001266",
        "giai the hkd, 1.001266",
        "mat giay phep kinh doanh, 2.000575",
        "giấy phép kinh doanh bị rách, 2.000575",
        "dieu chinh gpxd, 1.013226",
        "xay them tang, 1.013226",
        "gia hạn giấy phép xây dựng, 1.013227",
        "gpxd sap het han, 1.013227",
        "mat giay phep xay dung, 1.013228",
        "xin phép sửa nhà, 1.013229",
        "giay phep cai tao nha, 1.013229",
        "thue via he, 1.013274",
        "dựng rạp đám cưới, 1.013274",
        "tach thua, 1.012784",
        "tách sổ đỏ cho con, 1.012784",
        "gop so do, 1.012784",
        "tranh chấp đất đai, 1.012812",
        "hang xom lan dat, 1.012812",
        "lam so do, 1.013978",
        "cấp sổ đỏ lần đầu, 1.013978",
        "cap gcn qsdd, 1.013978",
        "dat chua co so, 1.013978"
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
                .startsWith("1.001193")
                .doesNotContain("1.001612", "1.004873", "2.000815");
        assertThat(catalog.search("dang ky ho kinh doanh", null))
                .extracting(ProcedureSummary::code)
                .startsWith("1.001612")
                .doesNotContain("1.001193", "1.004873", "2.000815");
    }

    @Test
    void a_blank_query_gives_all_and_nonsense_none() {
        assertThat(catalog.search(" ", null))
                .extracting(ProcedureSummary::code)
                .containsExactlyInAnyOrderElementsOf(BundledPackages.all().stream()
                        .map(ProcedurePackage::code)
                        .toList());
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
