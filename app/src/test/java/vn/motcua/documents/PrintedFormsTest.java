package vn.motcua.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import vn.motcua.shared.Money;

class PrintedFormsTest {

    static final String CODE = "000.08.01.H26-260827-0012";
    static final String URL = "https://motcua.example/tra-cuu?ma=" + CODE;
    static final Letterhead DESK = new Letterhead(
            "Ủy ban nhân dân phường Hoàng Văn Thụ", "Bộ phận Tiếp nhận và Trả kết quả", "Hoàng Mai", "12/TNHS");
    static final Person APPLICANT = new Person(
            "Nguyễn Thị Thử Nghiệm Đặng Hoàng Phương Quỳnh",
            "Số 12, ngách 34/56, ngõ 789 phố Tương Mai, tổ dân phố số 10, phường Hoàng Văn Thụ, quận Hoàng Mai, thành phố Hà Nội",
            "0900 000 001",
            null);
    static final String REQUEST =
            "Cấp giấy phép xây dựng mới đối với công trình cấp đặc biệt, cấp I, cấp II (công trình"
                    + " Không theo tuyến/Theo tuyến trong đô thị/Tín ngưỡng, tôn giáo/Tượng đài, tranh hoành tráng/Theo giai đoạn cho"
                    + " công trình không theo tuyến/Theo giai đoạn cho công trình theo tuyến trong đô thị/Dự án) và nhà ở riêng lẻ";

    static final PrintedForms FORMS = new PrintedForms();

    static ReceiptForm receipt(PaperSize size, List<PaperRow> papers) {
        return new ReceiptForm(
                size,
                DESK,
                Instant.parse("2026-08-27T07:10:00Z"),
                CODE,
                APPLICANT,
                REQUEST,
                papers,
                2,
                "20 ngày làm việc",
                Instant.parse("2026-08-27T07:10:00Z"),
                Instant.parse("2026-09-24T10:00:00Z"),
                "Bộ phận Tiếp nhận và Trả kết quả phường Hoàng Văn Thụ, số 1 phố Thử, quận Hoàng Mai",
                "01",
                "128",
                "Trần Thị Mẫu",
                "K7M2-9QXF",
                URL);
    }

    static List<PaperRow> papers() {
        return List.of(
                new PaperRow("Đơn đề nghị cấp giấy phép xây dựng theo Mẫu số 01", PaperKind.ORIGINAL, 1, null),
                new PaperRow(
                        "Một trong những giấy tờ chứng minh quyền sử dụng đất theo quy định của pháp luật về đất đai",
                        PaperKind.CERTIFIED_COPY,
                        2,
                        "đã đối chiếu"),
                new PaperRow("Hai bộ bản vẽ thiết kế xây dựng", PaperKind.ELECTRONIC, 2, null));
    }

    static SupplementForm supplement() {
        return new SupplementForm(
                DESK,
                Instant.parse("2026-02-05T02:00:00Z"),
                CODE,
                APPLICANT,
                REQUEST,
                List.of(
                        new PaperRow(
                                "Bản vẽ mặt bằng móng",
                                PaperKind.ORIGINAL,
                                2,
                                "Thiếu dấu của đơn vị thẩm tra thiết kế"),
                        new PaperRow("Căn cước công dân", PaperKind.PLAIN_COPY, 1, "Bản chụp mờ, không đọc được số")),
                List.of("Thống nhất diện tích giữa đơn và bản vẽ"),
                "Bản vẽ nộp ngày 27/8/2026 chưa đủ theo Điều 95 Luật Xây dựng.\nSố căn cước không đọc được.",
                "Bà Trần Thị Mẫu, 024 0000 0000, giờ hành chính",
                Instant.parse("2026-03-01T10:00:00Z"),
                "Trần Thị Mẫu",
                URL);
    }

    static RefusalForm refusal() {
        return new RefusalForm(
                new Letterhead("Ủy ban nhân dân quận Hoàng Mai", null, "Hoàng Mai", "7/TB-TC"),
                Instant.parse("2026-08-27T07:10:00Z"),
                null,
                APPLICANT,
                REQUEST,
                "Công trình thuộc thẩm quyền cấp phép của Sở Xây dựng.",
                "Điều 103 Luật Xây dựng số 50/2014/QH13, sửa đổi năm 2020.",
                "Nộp hồ sơ tại Sở Xây dựng thành phố Hà Nội.",
                "Trần Thị Mẫu");
    }

    static ControlSheetForm controlSheet(int handOvers) {
        List<ControlSheetForm.HandOver> rows = new ArrayList<>();
        Instant at = Instant.parse("2026-08-27T07:10:00Z");
        for (int i = 0; i < handOvers; i++) {
            boolean last = i == handOvers - 1;
            rows.add(new ControlSheetForm.HandOver(
                    "Bộ phận Tiếp nhận và Trả kết quả",
                    "Trần Thị Mẫu",
                    at.plusSeconds(3600L * i),
                    "Phòng Quản lý đô thị",
                    last ? null : "Lê Văn Ví Dụ",
                    last ? null : at.plusSeconds(3600L * i + 600),
                    last ? null : Timeliness.values()[i % 3],
                    i == 1 ? "Chờ ý kiến cơ quan phòng cháy" : null));
        }
        return new ControlSheetForm(
                new Letterhead("Ủy ban nhân dân quận Hoàng Mai", "Văn phòng", "Hoàng Mai", "12/KS"),
                Instant.parse("2026-08-28T07:10:00Z"),
                CODE,
                APPLICANT.name(),
                REQUEST,
                "Phòng Quản lý đô thị",
                Instant.parse("2026-08-27T07:10:00Z"),
                Instant.parse("2026-09-24T10:00:00Z"),
                rows);
    }

    static PaymentReceiptForm paymentReceipt() {
        return new PaymentReceiptForm(
                new Letterhead(
                        "Ủy ban nhân dân quận Hoàng Mai",
                        "Bộ phận Tiếp nhận và Trả kết quả",
                        "Hoàng Mai",
                        "0000012/2026"),
                Instant.parse("2026-12-31T17:30:00Z"),
                CODE,
                APPLICANT,
                REQUEST,
                List.of(
                        new PaymentReceiptForm.Line("Lệ phí cấp giấy phép xây dựng", new Money(75_000)),
                        new PaymentReceiptForm.Line("Phí chứng thực bản sao, 15 bản", new Money(1_946_005))),
                "Tiền mặt",
                "Trần Thị Mẫu");
    }

    static ExtensionForm extension() {
        return new ExtensionForm(
                new Letterhead("Ủy ban nhân dân quận Hoàng Mai", "Phòng Quản lý đô thị", "Hoàng Mai", "5/TBGH"),
                Instant.parse("2026-09-23T07:10:00Z"),
                CODE,
                APPLICANT,
                REQUEST,
                Instant.parse("2026-08-27T07:10:00Z"),
                Instant.parse("2026-09-24T10:00:00Z"),
                "Cần xem xét thêm chỉ giới đường đỏ.",
                "Điều 102 Luật Xây dựng 2014",
                Instant.parse("2026-10-05T10:00:00Z"),
                "Thủ trưởng đơn vị",
                "",
                URL);
    }

    static ApologyForm apology() {
        return new ApologyForm(
                new Letterhead("Ủy ban nhân dân quận Hoàng Mai", "Phòng Quản lý đô thị", "Hoàng Mai", "5/XLGH"),
                Instant.parse("2026-09-23T07:10:00Z"),
                CODE,
                APPLICANT,
                REQUEST,
                Instant.parse("2026-08-27T07:10:00Z"),
                Instant.parse("2026-09-24T10:00:00Z"),
                "Cơ quan phòng cháy chưa trả lời văn bản hỏi ý kiến ngày 3/9/2026.",
                Instant.parse("2026-10-01T10:00:00Z"),
                "Trưởng phòng",
                "Đỗ Thị Tạm Tính",
                URL);
    }

    static StopForm stop() {
        return new StopForm(
                new Letterhead("Ủy ban nhân dân quận Hoàng Mai", null, "Hoàng Mai", "6/TBD"),
                Instant.parse("2026-09-23T07:10:00Z"),
                CODE,
                APPLICANT,
                REQUEST,
                Instant.parse("2026-08-27T07:10:00Z"),
                Instant.parse("2026-09-23T07:00:00Z"),
                "Thửa đất đang có tranh chấp do tòa án thụ lý.",
                "Điều 236 Luật Đất đai số 31/2024/QH15",
                null,
                "Phó Chủ tịch",
                "Lê Văn Ví Dụ");
    }

    static RegisterForm register(int dossiers) {
        return register(0, dossiers, dossiers);
    }

    static RegisterForm register(int before, int dossiers, int all) {
        List<RegisterForm.Entry> entries = new ArrayList<>();
        Instant at = Instant.parse("2026-08-03T01:10:00Z");
        for (int i = 0; i < dossiers; i++) {
            boolean returned = i % 2 == 0;
            entries.add(new RegisterForm.Entry(
                    "000.08.01.H26-260803-%04d".formatted(i + 1),
                    "Cấp giấy phép xây dựng",
                    APPLICANT.name(),
                    APPLICANT.address() + ", " + APPLICANT.phone(),
                    "Phòng Quản lý đô thị",
                    at.plusSeconds(60L * i),
                    i == 1 ? null : at.plusSeconds(86_400L * 20),
                    returned ? at.plusSeconds(86_400L * 19) : null,
                    returned ? "Tại quầy" : null));
        }
        return new RegisterForm(
                new Letterhead(
                        "Ủy ban nhân dân quận Hoàng Mai",
                        "Bộ phận Tiếp nhận và Trả kết quả",
                        "Hoàng Mai",
                        "2026/STDHS"),
                Instant.parse("2026-09-01T02:00:00Z"),
                "Bộ phận Tiếp nhận và Trả kết quả",
                LocalDate.of(2026, 8, 1),
                LocalDate.of(2026, 8, 31),
                before,
                all,
                entries);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Ủy ban nhân dân quận Hoàng Mai          | ỦY BAN NHÂN DÂN/QUẬN HOÀNG MAI
                    Bộ phận Tiếp nhận và Trả kết quả        | BỘ PHẬN TIẾP NHẬN/VÀ TRẢ KẾT QUẢ
                    Ủy ban nhân dân phường Hoàng Văn Thụ    | ỦY BAN NHÂN DÂN/PHƯỜNG HOÀNG VĂN THỤ
                    Phòng Quản lý đô thị                    | PHÒNG QUẢN LÝ ĐÔ THỊ
                    """)
    void a_name_in_the_letterhead_breaks_into_lines_about_equally_long(String name, String lines) {
        assertThat(new FormWords().headLines(name, 24)).containsExactly(lines.split("/"));
    }

    @Test
    void form_04_apologises_with_the_old_time_the_reason_and_a_new_time_signed_by_the_head() throws IOException {
        byte[] pdf = FORMS.apology(apology());

        keep("04", pdf);
        assertThat(text(pdf))
                .containsSubsequence(
                        "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN",
                        "Kính gửi: Nguyễn Thị Thử Nghiệm",
                        "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 24 tháng 9 năm 2026",
                        "Lý do: Cơ quan phòng cháy",
                        "xin lỗi ông/bà",
                        "Thời gian trả kết quả mới: 17 giờ 00 phút, ngày 01 tháng 10 năm 2026",
                        "TRƯỞNG PHÒNG",
                        "Đỗ Thị Tạm Tính");
    }

    @Test
    void an_extension_is_told_with_the_old_time_the_rule_and_a_new_time_and_without_an_apology() throws IOException {
        byte[] pdf = FORMS.extension(extension());

        keep("extension", pdf);
        assertThat(text(pdf))
                .containsSubsequence(
                        "THÔNG BÁO GIA HẠN THỜI HẠN GIẢI QUYẾT HỒ SƠ",
                        "Kính gửi: Nguyễn Thị Thử Nghiệm",
                        "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 24 tháng 9 năm 2026",
                        "Lý do: Cần xem xét thêm",
                        "Căn cứ: Điều 102 Luật Xây dựng 2014",
                        "Thời gian trả kết quả mới: 17 giờ 00 phút, ngày 05 tháng 10 năm 2026")
                .doesNotContain("xin lỗi");
    }

    @Test
    void form_05_says_from_when_and_why_work_on_a_dossier_stops() throws IOException {
        byte[] pdf = FORMS.stop(stop());

        keep("05", pdf);
        assertThat(text(pdf))
                .containsSubsequence(
                        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
                        "được tiếp nhận lúc 14 giờ 10 phút, ngày 27 tháng 8 năm 2026",
                        "từ 14 giờ 00 phút, ngày 23 tháng 9 năm 2026",
                        "1. Lý do: Thửa đất",
                        "2. Căn cứ pháp lý: Điều 236",
                        "PHÓ CHỦ TỊCH",
                        "Lê Văn Ví Dụ");
    }

    @Test
    void form_07_has_a_line_for_each_dossier_and_its_heading_on_every_sheet() throws IOException {
        byte[] pdf = FORMS.register(register(40));

        keep("07", pdf);
        String text = text(pdf);
        assertThat(text).contains("từ 01/08/2026 đến 31/08/2026", "40 hồ sơ", "03/08/2026", "Tại quầy");
        assertThat(text.split("STT", -1).length - 1).isEqualTo(pages(pdf)).isGreaterThan(1);
        assertThat(text(FORMS.register(register(0)))).contains("Không có hồ sơ nào");
        assertThat(text(FORMS.register(register(5_000, 12, 5_012))))
                .as("a part goes on counting and says what it is part of")
                .contains("5001", "hồ sơ từ số 5.001 đến số 5.012 trong 5.012 hồ sơ");
    }

    @Test
    void form_01_says_everything_it_must_in_reading_order() throws IOException {
        byte[] pdf = FORMS.receipt(receipt(PaperSize.A4, papers()));

        keep("01-a4", pdf);
        assertThat(text(pdf))
                .containsSubsequence(
                        "ỦY BAN NHÂN DÂN PHƯỜNG",
                        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
                        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                        "Độc lập - Tự do - Hạnh phúc",
                        "Số: 12/TNHS",
                        "Hoàng Mai, ngày 27 tháng 8 năm 2026",
                        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
                        "Mã hồ sơ: " + CODE + " · Liên 1: Lưu",
                        "Tiếp nhận hồ sơ của: Nguyễn Thị Thử Nghiệm",
                        "Địa chỉ: Số 12, ngách 34/56",
                        "Số điện thoại: 0900 000 001",
                        "Thư điện tử: …",
                        "Nội dung yêu cầu giải quyết: Cấp giấy phép xây dựng",
                        "1. Thành phần hồ sơ nộp gồm:",
                        "Đơn đề nghị cấp giấy phép xây dựng theo Mẫu số 01",
                        "Bản chính 1",
                        "Bản sao chứng",
                        "Bản điện tử 2",
                        "2. Số lượng hồ sơ: 2 (bộ)",
                        "3. Thời gian giải quyết hồ sơ theo quy định: 20 ngày làm việc",
                        "4. Thời gian nhận hồ sơ: 14 giờ 10 phút, ngày 27 tháng 8 năm 2026",
                        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 24 tháng 9 năm 2026",
                        "6. Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận",
                        "Vào Sổ theo dõi hồ sơ: Quyển số 01, số thứ tự 128",
                        "NGƯỜI NỘP HỒ SƠ",
                        "NGƯỜI TIẾP NHẬN HỒ SƠ",
                        "Trần Thị Mẫu",
                        "Liên 2: Giao người nộp hồ sơ",
                        "Mã tra cứu: K7M2-9QXF");
    }

    @Test
    void the_look_up_secret_is_on_the_applicants_copy_only() throws IOException {
        String both = text(FORMS.receipt(receipt(PaperSize.A4, papers())));
        String one = text(FORMS.receiptForApplicant(receipt(PaperSize.A4, papers())));

        assertThat(both.split("K7M2-9QXF", -1)).hasSize(2);
        assertThat(both.indexOf("K7M2-9QXF")).isGreaterThan(both.indexOf("Liên 2"));
        assertThat(one).contains("Liên 2", "K7M2-9QXF").doesNotContain("Liên 1");
    }

    @Test
    void form_01_fits_one_sheet_a_copy_on_A4_and_on_A5() throws IOException {
        byte[] a5 = FORMS.receipt(receipt(PaperSize.A5, papers()));
        keep("01-a5", a5);

        try (PDDocument a4Document = Loader.loadPDF(FORMS.receipt(receipt(PaperSize.A4, papers())));
                PDDocument a5Document = Loader.loadPDF(a5)) {
            assertThat(a4Document.getNumberOfPages()).isEqualTo(2);
            assertThat(a4Document.getPage(0).getMediaBox().getHeight()).isBetween(841f, 843f);
            assertThat(a5Document.getNumberOfPages()).isEqualTo(2);
            assertThat(a5Document.getPage(0).getMediaBox().getWidth()).isBetween(419f, 420f);
        }
    }

    @Test
    void many_papers_flow_over_several_sheets_without_losing_one() throws IOException {
        List<PaperRow> many = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            many.add(new PaperRow("Giấy tờ thứ " + i + " của hồ sơ", PaperKind.ORIGINAL, 1, null));
        }

        byte[] pdf = FORMS.receipt(receipt(PaperSize.A4, many));

        keep("01-long", pdf);
        String text = text(pdf);
        for (int i = 1; i <= 60; i++) {
            assertThat(text).contains("Giấy tờ thứ " + i + " của hồ sơ");
        }
    }

    @Test
    void markup_in_what_people_typed_is_printed_as_typed() throws IOException {
        List<PaperRow> papers = List.of(new PaperRow("<b>Đơn</b> & \"phụ lục\"", PaperKind.ORIGINAL, 1, null));

        assertThat(text(FORMS.receipt(receipt(PaperSize.A4, papers)))).contains("<b>Đơn</b> & \"phụ lục\"");
    }

    @Test
    void form_02_names_every_missing_paper_the_reason_and_whom_to_ask() throws IOException {
        byte[] pdf = FORMS.supplement(supplement());

        keep("02", pdf);
        assertThat(text(pdf))
                .containsSubsequence(
                        "Hoàng Mai, ngày 05 tháng 02 năm 2026",
                        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
                        "Bản vẽ mặt bằng móng",
                        "Bản chính 2",
                        "Căn cước công dân",
                        "3 Nội dung khác Thống nhất diện tích",
                        "Lý do: Bản vẽ nộp",
                        "Đề nghị bổ sung trước: 17 giờ 00 phút, ngày 01 tháng 3 năm 2026",
                        "xin liên hệ: Bà Trần Thị Mẫu, 024 0000 0000",
                        "NGƯỜI HƯỚNG DẪN",
                        "Trần Thị Mẫu");
    }

    @Test
    void form_03_gives_reason_legal_basis_and_what_to_do_instead() throws IOException {
        byte[] pdf = FORMS.refusal(refusal());

        keep("03", pdf);
        assertThat(text(pdf))
                .containsSubsequence(
                        "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ",
                        "1. Lý do: Công trình thuộc thẩm quyền",
                        "2. Căn cứ pháp lý: Điều 103 Luật Xây dựng",
                        "3. Hướng dẫn: Nộp hồ sơ tại Sở Xây dựng");
    }

    @Test
    void form_06_has_one_row_for_each_hand_over_and_repeats_its_heading_on_every_sheet() throws IOException {
        byte[] pdf = FORMS.controlSheet(controlSheet(30));

        keep("06", pdf);
        String text = text(pdf);
        assertThat(text.split("Giao: Bộ phận", -1)).hasSize(31);
        assertThat(text).contains("Trước hạn", "Đúng hạn", "Quá hạn", "chưa nhận", "14:10 27/08/2026");
        assertThat(text.split("Kết quả", -1).length - 1).isGreaterThanOrEqualTo(pages(pdf));
    }

    @Test
    void a_paper_named_with_hidden_characters_long_ago_is_still_printed() throws IOException {
        var papers = List.of(new PaperRow("Đơn\u0000 đề\u0001 nghị\uFFFE cấp phép", PaperKind.ORIGINAL, 1, "\u001F"));

        assertThat(text(FORMS.receipt(receipt(PaperSize.A4, papers)))).contains("Đơn đề nghị cấp phép");
    }

    @Test
    void a_payment_receipt_gives_the_total_in_figures_and_in_words_dated_in_vietnam() throws IOException {
        byte[] pdf = FORMS.paymentReceipt(paymentReceipt());

        keep("receipt", pdf);
        assertThat(text(pdf))
                .containsSubsequence(
                        "Số: 0000012/2026",
                        "ngày 01 tháng 01 năm 2027",
                        "BIÊN LAI THU PHÍ, LỆ PHÍ",
                        "75.000",
                        "1.946.005",
                        "Tổng cộng 2.021.005",
                        "Hai triệu không trăm hai mươi mốt nghìn không trăm linh năm đồng");
    }

    @Test
    void every_form_is_PDF_A_2_with_all_type_embedded_and_tagged() throws IOException {
        for (byte[] pdf : List.of(
                FORMS.receipt(receipt(PaperSize.A4, papers())),
                FORMS.receipt(receipt(PaperSize.A5, papers())),
                FORMS.supplement(supplement()),
                FORMS.refusal(refusal()),
                FORMS.controlSheet(controlSheet(3)),
                FORMS.apology(apology()),
                FORMS.extension(extension()),
                FORMS.stop(stop()),
                FORMS.register(register(12)),
                FORMS.paymentReceipt(paymentReceipt()))) {
            try (PDDocument document = Loader.loadPDF(pdf)) {
                var catalog = document.getDocumentCatalog();
                String xmp = new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8);
                assertThat(xmp).containsPattern("pdfaid:part[>=\"]+2").containsPattern("pdfaid:conformance[>=\"]+A");
                assertThat(catalog.getOutputIntents()).hasSize(1);
                assertThat(catalog.getLanguage()).isEqualTo("vi");
                assertThat(catalog.getMarkInfo().isMarked()).isTrue();
                assertThat(document.getDocumentInformation().getTitle()).isNotBlank();
                assertThat(document.isEncrypted()).isFalse();
                for (PDPage page : document.getPages()) {
                    for (COSName name : page.getResources().getFontNames()) {
                        PDFont font = page.getResources().getFont(name);
                        assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                        assertThat(font.getName()).contains("LiberationSerif");
                    }
                }
            }
        }
    }

    /** By the reference validator of the PDF Association: for the archive, and for people who listen to a form. */
    @ParameterizedTest
    @EnumSource(names = {"PDFA_2_A", "PDFUA_1"})
    void the_validator_finds_nothing_against_any_form(PDFAFlavour standard) throws Exception {
        List<byte[]> forms = List.of(
                FORMS.receipt(receipt(PaperSize.A4, papers())),
                FORMS.receiptForApplicant(receipt(PaperSize.A5, List.of())),
                FORMS.supplement(supplement()),
                FORMS.refusal(refusal()),
                FORMS.controlSheet(controlSheet(30)),
                FORMS.apology(apology()),
                FORMS.extension(extension()),
                FORMS.stop(stop()),
                FORMS.register(register(12)),
                FORMS.paymentReceipt(paymentReceipt()));
        VeraGreenfieldFoundryProvider.initialise();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ROOT); // the validator itself misreads "Integer" in Turkish

        try {
            for (byte[] pdf : forms) {
                assertThat(faults(pdf, standard)).isEmpty();
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static List<TestAssertion> faults(byte[] pdf, PDFAFlavour standard) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            return validator.validate(parser).getTestAssertions();
        }
    }

    @Test
    void the_printed_QR_code_opens_the_tracking_page() throws Exception {
        try (PDDocument document = Loader.loadPDF(FORMS.receipt(receipt(PaperSize.A5, papers())))) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 200);

            assertThat(readQr(page)).isEqualTo(URL);
        }
    }

    @Test
    void a_QR_code_is_read_back_with_vietnamese_letters() throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(QrCodes.png("Hồ sơ của bạn", 200)));

        assertThat(image.getWidth()).isEqualTo(200);
        assertThat(readQr(image)).isEqualTo("Hồ sơ của bạn");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0          | Không đồng
                    5          | Năm đồng
                    10         | Mười đồng
                    15         | Mười lăm đồng
                    21         | Hai mươi mốt đồng
                    105        | Một trăm linh năm đồng
                    8000       | Tám nghìn đồng
                    1000001    | Một triệu không trăm linh một đồng
                    1115000    | Một triệu một trăm mười lăm nghìn đồng
                    2000000000 | Hai tỷ đồng
                    """)
    void amounts_are_spelled_as_they_are_spoken(long dong, String words) {
        assertThat(AmountInWords.spell(new Money(dong))).isEqualTo(words);
    }

    private static String readQr(BufferedImage image) throws Exception {
        int w = image.getWidth();
        int h = image.getHeight();
        var source = new RGBLuminanceSource(w, h, image.getRGB(0, 0, w, h, null, 0, w));
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private static int pages(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        }
    }

    /** Prints stay in the build folder, to be looked at. */
    private static void keep(String name, byte[] pdf) throws IOException {
        Path folder = java.nio.file.Files.createDirectories(Path.of("target", "forms"));
        java.nio.file.Files.write(folder.resolve(name + ".pdf"), pdf);
    }
}
