package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Fee;
import vn.motcua.catalog.LegalBasis;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.PaperCase;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.organization.Agency;
import vn.motcua.testing.DemoTest;

/** What hangs on the notice boards, as it leaves the printer: whole, on the sheet that was chosen. */
@DemoTest
class NoticeBoardTest {

    private static final Path SHEETS = Path.of("target", "screenshots");
    private static final double POINTS_PER_MM = 72 / 25.4;

    @LocalServerPort
    int port;

    @Autowired
    Catalog catalog;

    @Test
    void everything_the_law_wants_posted_of_each_procedure_is_printed_and_nothing_is_cut_off() throws Exception {
        try (var clerk = Walk.atDesk(port)) {
            for (ProcedureSummary summary : catalog.search("", null)) {
                Procedure p = catalog.current(summary.code()).orElseThrow();
                clerk.open("/thu-tuc/" + p.code() + "/in");

                Printed printed = print(clerk, "notice-" + p.code(), 210, 297);

                assertThat(printed.pages()).as(p.code()).isLessThanOrEqualTo(12);
                assertThat(printed.text())
                        .as(p.code())
                        .contains(toBePosted(p).map(NoticeBoardTest::squeezed).toList());
                assertThat(qr(clerk, ".mc-print__qr img"))
                        .isEqualTo("http://localhost:" + port + "/thu-tuc/" + p.code());
            }
            clerk.assertNothingWrong();
        }
    }

    @Test
    void the_larger_sheet_holds_the_same_in_larger_type() throws Exception {
        try (var clerk = Walk.atDesk(port)) {
            clerk.open("/thu-tuc/1.013225/in");
            Printed small = print(clerk, "notice-a4", 210, 297);
            clerk.field("kho").selectOption("a3");
            clerk.press("Xem");
            Printed large = print(clerk, "notice-a3", 297, 420);
            assertThat(large.text()).contains(squeezed("Công trình tôn giáo"));
            assertThat(large.typeSize()).isGreaterThan(1.3 * small.typeSize());

            clerk.field("truong-hop").selectOption("ton-giao");
            clerk.press("Xem");
            assertThat(clerk.field("kho").inputValue())
                    .as("what was chosen before")
                    .isEqualTo("a3");
            assertThat(print(clerk, "notice-one-case", 297, 420).text())
                    .contains(squeezed("Công trình tôn giáo"))
                    .doesNotContain(squeezed("Tượng đài và tranh hoành tráng ngoài trời"));
            clerk.assertNothingWrong();
        }
    }

    @Test
    void the_list_at_the_entrance_has_every_procedure_under_its_sector_with_its_code() throws Exception {
        try (var clerk = Walk.atDesk(port)) {
            for (String size : List.of("a4", "a3")) {
                clerk.open("/niem-yet?kho=" + size);
                Printed printed =
                        size.equals("a4") ? print(clerk, "list-a4", 210, 297) : print(clerk, "list-a3", 297, 420);
                for (ProcedureSummary p : catalog.search("", null)) {
                    assertThat(printed.text())
                            .contains(
                                    squeezed(p.shortName()),
                                    squeezed(p.code()),
                                    squeezed(p.sectorName()),
                                    squeezed(p.termText()),
                                    squeezed(p.feeText()));
                }
                assertThat(clerk.page().locator(".mc-board__list tbody img").count())
                        .isEqualTo(catalog.search("", null).size());
                assertThat(qr(clerk, ".mc-board__list tbody tr:first-child img"))
                        .contains("/thu-tuc/");
                assertThat(qr(clerk, ".mc-print__qr img")).endsWith("/thu-tuc");
            }
            Agency ward =
                    catalog.offeredBy(catalog.current("1.001193").orElseThrow()).getFirst();
            clerk.open("/niem-yet?co-quan=" + ward.code());
            assertThat(clerk.text())
                    .contains(ward.name(), "Đăng ký khai sinh")
                    .doesNotContain("Cấp giấy phép xây dựng");
            assertThat(qr(clerk, ".mc-print__qr img")).endsWith("/thu-tuc?co-quan=" + ward.code());
            clerk.look("list-ward");
            clerk.open("/niem-yet?lang=en");
            clerk.look("list-english");
            clerk.open("/thu-tuc/1.001193/in");
            clerk.look("notice-english");
            clerk.open("/thu-tuc/1.013225/in?lang=vi");
            clerk.look("notice-many-cases");
            clerk.assertNothingWrong();
        }
    }

    private static Stream<String> toBePosted(Procedure p) {
        return Stream.of(
                        Stream.of(
                                p.name(),
                                p.code(),
                                p.sectorName(),
                                p.result(),
                                p.decisionNo(),
                                p.competentAgency(),
                                p.receiptPlace(),
                                p.conditions(),
                                p.serviceLevelReason(),
                                p.validFrom().getDayOfMonth() + "/"
                                        + p.validFrom().getMonthValue() + "/"
                                        + p.validFrom().getYear()),
                        p.orderOfSteps().stream(),
                        p.coordinatingAgencies().stream(),
                        p.channels().stream().filter(c -> c.offered()).map(c -> c.note()),
                        p.cases().stream().map(PaperCase::termText),
                        p.cases().stream().filter(c -> p.cases().size() > 1).map(PaperCase::name),
                        p.cases().stream().flatMap(c -> c.papers().stream()).map(Paper::name),
                        p.cases().stream().flatMap(c -> c.papers().stream()).map(Paper::note),
                        p.fees().stream().map(Fee::text),
                        p.legalBases().stream().map(LegalBasis::no),
                        p.legalBases().stream().map(LegalBasis::name))
                .flatMap(texts -> texts)
                .filter(text -> !text.isBlank());
    }

    /** @param typeSize height of most letters, in points */
    private record Printed(int pages, String text, double typeSize) {}

    /** Prints as the browser would, and fails where a letter stands outside of what a printer reaches. */
    private static Printed print(Walk clerk, String name, int widthMm, int heightMm) throws IOException {
        Page page = clerk.page();
        byte[] pdf = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        Files.createDirectories(SHEETS);
        Files.write(SHEETS.resolve(name + ".pdf"), pdf);
        List<String> outside = new ArrayList<>();
        List<Float> sizes = new ArrayList<>();
        try (PDDocument sheets = Loader.loadPDF(pdf)) {
            for (var sheet : sheets.getPages()) {
                PDRectangle box = sheet.getMediaBox();
                assertThat((double) box.getWidth()).isBetween(widthMm * POINTS_PER_MM - 2, widthMm * POINTS_PER_MM + 2);
                assertThat((double) box.getHeight())
                        .isBetween(heightMm * POINTS_PER_MM - 2, heightMm * POINTS_PER_MM + 2);
            }
            var stripper = new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition letter) {
                    double margin = 5 * POINTS_PER_MM;
                    if (letter.getXDirAdj() < margin
                            || letter.getXDirAdj() + letter.getWidthDirAdj() > letter.getPageWidth() - margin
                            || letter.getYDirAdj() < margin
                            || letter.getYDirAdj() > letter.getPageHeight() - margin) {
                        outside.add(letter.getUnicode() + " on page " + getCurrentPageNo());
                    }
                    sizes.add(letter.getFontSizeInPt());
                    super.processTextPosition(letter);
                }
            };
            String text = stripper.getText(sheets);
            assertThat(outside).as("outside of the sheet: " + name).isEmpty();
            sizes.sort(Float::compare);
            return new Printed(sheets.getNumberOfPages(), squeezed(text), sizes.get(sizes.size() / 2));
        }
    }

    /** Without blanks and line ends, which wrapping moves. */
    private static String squeezed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[\\s\\u00a0]+", "");
    }

    private static String qr(Walk clerk, String image) throws Exception {
        String src = clerk.page().locator(image).first().getAttribute("src");
        byte[] png = Base64.getDecoder().decode(src.substring(src.indexOf(',') + 1));
        var picture = ImageIO.read(new ByteArrayInputStream(png));
        int width = picture.getWidth();
        int height = picture.getHeight();
        var source = new RGBLuminanceSource(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.PURE_BARCODE, true))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("no code in " + image, e);
        }
    }
}
