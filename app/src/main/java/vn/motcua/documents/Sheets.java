package vn.motcua.documents;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import vn.motcua.shared.PlainText;

/** Sets XHTML on sheets of paper: PDF/A-2, with Liberation Serif, which has the measures of Times. */
final class Sheets {

    private static final String TYPE = "Liberation Serif";

    static {
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final byte[] regular = read("LiberationSerif-Regular.ttf");
    private final byte[] bold = read("LiberationSerif-Bold.ttf");
    private final byte[] italic = read("LiberationSerif-Italic.ttf");
    private final byte[] boldItalic = read("LiberationSerif-BoldItalic.ttf");
    private final byte[] sRgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    byte[] pdf(String xhtml) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useFastMode()
                .usePdfAConformance(PdfAConformance.PDFA_2_A)
                .usePdfUaAccessibility(true)
                .useColorProfile(sRgb)
                .withProducer("Một Cửa")
                .useFont(() -> new ByteArrayInputStream(regular), TYPE, 400, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(bold), TYPE, 700, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(italic), TYPE, 400, FontStyle.ITALIC, true)
                .useFont(() -> new ByteArrayInputStream(boldItalic), TYPE, 700, FontStyle.ITALIC, true)
                .withHtmlContent(PlainText.cleaned(xhtml), null)
                .toStream(pdf);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    private static byte[] read(String font) {
        try (InputStream in = Sheets.class.getResourceAsStream("/fonts/" + font)) {
            if (in == null) {
                throw new IllegalStateException("font is missing: " + font);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
