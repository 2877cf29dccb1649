package vn.motcua.process;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Variables as an operator types them: a line each, {@code name = value}. */
public final class TypedVariables {

    private static final int MOST_LINES = 50;
    private static final int LONGEST = 1_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");

    private TypedVariables() {}

    /**
     * Reads the lines. {@code true}, {@code false} and numbers (with a point) are what they look like; everything else is
     * text, and so is what stands between quotation marks.
     *
     * @param field the input field, for what cannot be read
     */
    public static Result<Map<String, Object>> read(String field, String text) {
        var variables = new LinkedHashMap<String, Object>();
        List<Problem> problems = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (lines.size() > MOST_LINES) {
            return Result.refused(Problem.at(field, "process.variables-many", MOST_LINES));
        }
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n).strip();
            if (line.isEmpty()) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            if (!NAME.matcher(name).matches()) {
                problems.add(Problem.at(field, "process.variable-wrong", n + 1));
            } else if (value.length() > LONGEST) {
                problems.add(Problem.at(field, "process.variable-long", n + 1, name, LONGEST));
            } else if (variables.putIfAbsent(name, value(value)) != null) {
                problems.add(Problem.at(field, "process.variable-twice", n + 1, name));
            }
        }
        return problems.isEmpty() ? Result.done(variables) : Result.refused(problems);
    }

    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
