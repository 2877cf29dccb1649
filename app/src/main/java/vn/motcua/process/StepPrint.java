package vn.motcua.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The printed forms a step can name, by the numbers of Circular 03/2025/TT-VPCP. */
public enum StepPrint {
    RECEIPT("01"),
    SUPPLEMENT("02"),
    REFUSAL("03"),
    APOLOGY("04"),
    STOP("05"),
    CONTROL_SHEET("06"),
    REGISTER("07");

    private final String key;

    StepPrint(String key) {
        this.key = key;
    }

    /** As it stands in the process file. */
    public String key() {
        return key;
    }

    public static Optional<StepPrint> of(String key) {
        return Arrays.stream(values()).filter(print -> print.key.equals(key)).findFirst();
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(StepPrint::key).toList();
    }
}
