package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** A small sound package for internal use, which no list of the public's shows, and variations of it. */
final class TestPackages {

    private static final String CODE = "9.000000";

    private TestPackages() {}

    static ProcedurePackage sound() {
        return ProcedurePackage.in(new ClassPathResource("packages/" + CODE + "/procedure.yaml"), CODE);
    }

    /** The sound package under another code, with the first {@code from} in a file replaced. */
    static ProcedurePackage with(String code, String file, String from, String to) {
        Map<String, String> files = new HashMap<>(sound().files());
        files.compute(
                ProcedurePackage.RECORD, (name, text) -> String.valueOf(text).replace(CODE, code));
        String text = String.valueOf(files.get(file));
        int at = text.indexOf(from);
        assertThat(at).as("%s in %s", from, file).isNotNegative();
        files.put(file, text.substring(0, at) + to + text.substring(at + from.length()));
        return new ProcedurePackage(code, files);
    }

    static ProcedurePackage named(String code, String validFrom, String shortName) {
        Map<String, String> files = new HashMap<>(sound().files());
        files.compute(
                ProcedurePackage.RECORD,
                (name, text) -> String.valueOf(text)
                        .replace(CODE, code)
                        .replace("validFrom: 2026-01-01", "validFrom: " + validFrom)
                        .replace("shortName: Thử", "shortName: " + shortName));
        return new ProcedurePackage(code, files);
    }
}
