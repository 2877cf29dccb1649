package vn.motcua.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/**
 * Versions of a small procedure that a test changes as it likes: the text of the sound test package, with parts replaced.
 * It is offered by every ward, online and at the counter.
 */
public final class VersionsForTests {

    /** Another fee, another term, a paper more, at most three copies, a question less and one more. */
    public static final String[] CHANGED = {
        "procedure.yaml", "text: 8.000 đ mỗi bản, feel: \"8000 * form.copies\"",
                "text: 10.000 đ mỗi bản, feel: \"10000 * form.copies\"",
        "procedure.yaml",
                "{amount: 1, unit: WORKING_DAYS, count: END_OF_DAY, cutoff: \"15:00\", text: 1 ngày làm việc}",
                "{amount: 2, unit: WORKING_DAYS, count: END_OF_DAY, text: 2 ngày làm việc}",
        "procedure.yaml", "    papers:\n      - {key: don,",
                "    papers:\n      - {key: cam-ket, name: Bản cam kết, originals: 1, required: false}\n      - {key: don,",
        "form.schema.json", "\"maximum\": 20", "\"maximum\": 3",
        "form.schema.json", "\"authority\": {\"type\": \"string\", \"maxLength\": 100}",
                "\"purpose\": {\"type\": \"string\", \"minLength\": 3}",
        "form.schema.json", "\"required\": [\"relation\", \"copies\"]",
                "\"required\": [\"relation\", \"copies\", \"purpose\"]",
        "form.schema.json", "\"then\": {\"required\": [\"authority\"]}", "\"then\": {\"required\": [\"purpose\"]}",
        "form.ui.json",
                "{\"name\": \"authority\", \"label\": \"Ủy quyền số\", \"widget\": \"text\", \"showWhen\": {\"field\": \"relation\", \"in\": [\"other\"]}}",
                "{\"name\": \"purpose\", \"label\": \"Dùng để làm gì?\", \"widget\": \"text\"}"
    };

    private final ApplicationContext application;
    private final String code;

    public VersionsForTests(ApplicationContext application, String code) {
        this.application = application;
        this.code = code;
    }

    /**
     * Publishes a version.
     *
     * @param changes file, what it says, what it is to say instead, three by three
     */
    public ProcedureVersionId publish(LocalDate from, Instant now, String... changes) {
        Map<String, String> files = new HashMap<>(TestPackages.sound().files());
        replace(files, ProcedurePackage.RECORD, "9.000000", code);
        replace(files, ProcedurePackage.RECORD, "validFrom: 2026-01-01", "validFrom: " + from);
        for (int i = 0; i < changes.length; i += 3) {
            replace(files, changes[i], changes[i + 1], changes[i + 2]);
        }
        return application
                .getBean(Publication.class)
                .publish(List.of(new ProcedurePackage(code, files)), now)
                .orElseThrow()
                .getFirst();
    }

    private static void replace(Map<String, String> files, String file, String from, String to) {
        String text = String.valueOf(files.get(file));
        if (!text.contains(from)) {
            throw new AssertionError("no “" + from + "” in " + file);
        }
        files.put(file, text.replace(from, to));
    }
}
