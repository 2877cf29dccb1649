package vn.motcua.documents;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.text.Normalizer;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Prints the official forms as PDF/A-2, tagged for screen readers, all type embedded. Printing reads nothing and writes
 * nothing: what a form says is what it was given.
 */
@Service
public class PrintedForms {

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "vn.motcua.templates");
    private final FormWords words = new FormWords();
    private final Sheets sheets = new Sheets();

    PrintedForms() {}

    /** Form 01 in two copies: copy 1 is kept with the dossier, copy 2, with the look-up secret, goes to the applicant. */
    public byte[] receipt(ReceiptForm f) {
        return print("receipt", Map.of("form", f, "words", words, "kept", true));
    }

    /** Form 01, only the applicant's copy, for those who filed online. */
    public byte[] receiptForApplicant(ReceiptForm f) {
        return print("receipt", Map.of("form", f, "words", words, "kept", false));
    }

    /** Form 02. */
    public byte[] supplement(SupplementForm f) {
        return print("supplement", Map.of("form", f, "words", words));
    }

    /** Form 03. */
    public byte[] refusal(RefusalForm f) {
        return print("refusal", Map.of("form", f, "words", words));
    }

    /** Form 04. */
    public byte[] apology(ApologyForm f) {
        return print("apology", Map.of("form", f, "words", words));
    }

    /** Notice that the term is extended by law. */
    public byte[] extension(ExtensionForm f) {
        return print("extension", Map.of("form", f, "words", words));
    }

    /** Form 05. */
    public byte[] stop(StopForm f) {
        return print("stop", Map.of("form", f, "words", words));
    }

    /** Form 07. */
    public byte[] register(RegisterForm f) {
        return print("register", Map.of("form", f, "words", words));
    }

    /** Form 06. */
    public byte[] controlSheet(ControlSheetForm f) {
        return print("controlSheet", Map.of("form", f, "words", words));
    }

    /** The receipt for fees paid. */
    public byte[] paymentReceipt(PaymentReceiptForm f) {
        return print("paymentReceipt", Map.of("form", f, "words", words));
    }

    private byte[] print(String template, Map<String, Object> params) {
        StringOutput html = new StringOutput();
        templates.render("documents/" + template + ".jte", params, html);
        // letters with their accents as one character: the type draws those well, and search finds them
        return sheets.pdf(Normalizer.normalize(html.toString(), Normalizer.Form.NFC));
    }
}
