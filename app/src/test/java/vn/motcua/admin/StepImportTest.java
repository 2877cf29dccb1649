package vn.motcua.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import vn.motcua.process.StepTable;
import vn.motcua.process.StepTable.Outcome;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class StepImportTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2|120", "1,5|90", "1.25|75", "1:40|100", "1h40|100", "2 giờ|120", "1 giờ 30 phút|90", "45 phút|45"
            })
    void hours_are_read_as_offices_write_them(String typed, String minutes) {
        assertThat(ProcessWords.minutes(typed)).isEqualTo(minutes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0", "-1", "nửa buổi", "1:99x", "99999999999", "1,5,5"})
    void what_is_no_time_is_not_guessed(String typed) {
        assertThat(ProcessWords.minutes(typed)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"120,2", "90,'1,5'", "100,1:40", "5,0:05"})
    void minutes_are_shown_as_hours_that_read_back_the_same(String minutes, String hours) {
        assertThat(ProcessWords.hours(minutes)).isEqualTo(hours);
        assertThat(ProcessWords.minutes(hours)).isEqualTo(minutes);
    }

    @Test
    void a_text_is_split_by_the_sign_its_head_uses_and_quotes_keep_what_they_hold() {
        byte[] csv = "\uFEFFBước;Kết quả\n\"Xem; xét\";\"Đạt -> 2\nKhông → Từ chối \"\"ngay\"\"\"\n\n"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(SheetReader.read(csv).orElseThrow())
                .containsExactly(List.of("Bước", "Kết quả"), List.of("Xem; xét", "Đạt -> 2\nKhông → Từ chối \"ngay\""));
    }

    @Test
    void an_excel_file_gives_the_cells_of_its_first_sheet() throws IOException {
        byte[] book = book(
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Bước</t></is></c>"
                        + "<c r=\"C1\" t=\"inlineStr\"><is><t>Giờ</t></is></c></row>"
                        + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Thẩm tra</t></is></c><c r=\"C2\"><v>1.5</v></c></row>");

        assertThat(SheetReader.read(book).orElseThrow())
                .containsExactly(List.of("Bước", "", "Giờ"), List.of("Thẩm tra", "", "1.5"));
    }

    @Test
    void a_file_that_is_none_or_unfolds_too_far_is_refused_with_a_reason() throws IOException {
        assertThat(refusal(new byte[0])).containsExactly(Problem.at("tep", "admin.steps.file-missing"));
        assertThat(refusal(new byte[] {'P', 'K', 3, 4, 1, 2, 3, 4}))
                .containsExactly(Problem.at("tep", "admin.steps.file-unreadable"));
        assertThat(refusal(new byte[] {(byte) 0xff, (byte) 0xfe, 0x42, 0}))
                .containsExactly(Problem.at("tep", "admin.steps.file-unreadable"));
        assertThat(refusal(book(" ".repeat(30_000_000)))).containsExactly(Problem.at("tep", "admin.steps.file-large"));
    }

    @Test
    void a_workbook_without_any_sheet_is_refused_with_a_reason() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = new ZipInputStream(new ByteArrayInputStream(book("")));
                var to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                String text = new String(from.readAllBytes(), StandardCharsets.UTF_8);
                put(to, entry.getName(), text.replaceFirst("<sheet name[^>]*>", ""));
            }
        }

        assertThat(refusal(bytes.toByteArray())).containsExactly(Problem.at("tep", "admin.steps.file-unreadable"));
    }

    @Test
    void removing_a_step_leads_what_led_to_it_to_what_followed_it() {
        var posted = new LinkedMultiValueMap<String, String>();
        posted.setAll(Map.ofEntries(
                Map.entry("dau-tien", "a"),
                Map.entry("ma.0", "a"),
                Map.entry("kq.0.0", "Đạt"),
                Map.entry("den.0.0", "b"),
                Map.entry("kq.0.1", "Không"),
                Map.entry("den.0.1", "c"),
                Map.entry("ma.1", "b"),
                Map.entry("tiep.1", "c"),
                Map.entry("ma.2", "c"),
                Map.entry("tiep.2", "+RETURNED")));
        StepForm form = StepForm.of(posted);

        StepForm fewer = form.acted("bo-1", Set.of());

        assertThat(fewer.lines()).extracting(StepLine::id).containsExactly("a", "c");
        assertThat(fewer.lines().getFirst().outcomes())
                .extracting(Outcome::next)
                .containsExactly("c", "c");
        StepForm more = form.acted("them-0", Set.of("buoc-4"));
        assertThat(more.lines()).extracting(StepLine::id).containsExactly("a", "buoc-5", "b", "c");
        assertThat(more.lines().getFirst().outcomes()).extracting(Outcome::next).containsExactly("buoc-5", "c");
        assertThat(more.lines().get(1).next()).isEqualTo("b");
        StepTable table = form.table(new StepTable("", List.of(), List.of())).orElseThrow();
        assertThat(table.rows().getLast().next()).isEqualTo("end-returned");
        assertThat(table.rows().getFirst().outcomes()).extracting(Outcome::key).containsExactly("dat", "khong");
        assertThat(table.others()).extracting(StepTable.Other::result).containsExactly("RETURNED");
    }

    private static List<Problem> refusal(byte[] file) {
        return SheetReader.read(file) instanceof Result.Refused<?> refused ? refused.problems() : List.of();
    }

    private static byte[] book(String rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                    <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                    </Types>""");
            put(zip, "_rels/.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
                    </Relationships>""");
            put(zip, "xl/workbook.xml", """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                    <sheets><sheet name="Bước" sheetId="1" r:id="r1"/></sheets></workbook>""");
            put(zip, "xl/_rels/workbook.xml.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
                    </Relationships>""");
            put(zip, "xl/worksheets/sheet1.xml", """
                    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>""".formatted(rows));
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
