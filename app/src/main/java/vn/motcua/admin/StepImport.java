package vn.motcua.admin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Unit;
import vn.motcua.process.StepTable.Outcome;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * A table of steps as offices keep it: a row a step, the columns named in the first row, in any order.
 *
 * @param problems at the fields of the form; of a row, {@code ten.N} and the like
 */
record StepImport(StepForm form, List<Problem> problems) {

    private static final Pattern BETWEEN = Pattern.compile("\\s*[;\\n]\\s*");
    private static final Pattern LEADS = Pattern.compile("\\s*(?:→|->|=>)\\s*");

    /** What offices call units that have long official names. */
    private static final Map<String, String> UNITS =
            Map.of("mot cua", Unit.ONE_STOP, "lanh dao ubnd", Unit.LEADERSHIP, "lanh dao uy ban", Unit.LEADERSHIP);

    StepImport {
        problems = List.copyOf(problems);
    }

    private enum Column {
        NUMBER("stt", "tt", "so", "so thu tu", "no"),
        NAME("buoc", "ten buoc", "cong viec", "noi dung cong viec", "buoc thuc hien", "step"),
        UNIT("don vi", "bo phan", "don vi thuc hien", "phong", "unit"),
        POSITION("vi tri", "chuc danh", "nguoi thuc hien", "chuc vu", "position"),
        HOURS("gio", "gio lam viec", "so gio", "thoi gian", "thoi gian (gio)", "thoi han", "hours", "working hours"),
        WORK("loai viec", "loai", "work"),
        OUTCOMES("ket qua", "ket qua xu ly", "outcomes"),
        NEXT("buoc tiep theo", "tiep theo", "chuyen den", "next", "next step"),
        WORDING("noi dung cong khai", "cong khai", "noi dung cho nguoi dan", "public wording"),
        FORM("to khai", "bieu mau", "form"),
        PRINT("mau in", "mau phieu", "mau", "printed form");

        private final List<String> names;

        Column(String... names) {
            this.names = List.of(names);
        }

        static @Nullable Column of(String head) {
            String folded = StepForm.folded(head).replaceAll("\\s+", " ");
            for (Column column : values()) {
                if (column.names.contains(folded)) {
                    return column;
                }
            }
            return null;
        }
    }

    /** Refused when it cannot be told which column is what; else with a problem for each row that says too little. */
    static Result<StepImport> of(List<List<String>> sheet, ProcessWords words) {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        int head = -1;
        for (int n = 0; n < Math.min(sheet.size(), 10) && head < 0; n++) {
            columns.clear();
            for (int c = 0; c < sheet.get(n).size(); c++) {
                @Nullable Column column = Column.of(sheet.get(n).get(c));
                if (column != null) {
                    columns.putIfAbsent(column, c);
                }
            }
            if (columns.containsKey(Column.NAME) && columns.size() > 1) {
                head = n;
            }
        }
        if (head < 0) {
            return Result.refused(Problem.at("tep", "admin.steps.no-head"));
        }
        List<List<String>> rows = sheet.subList(head + 1, sheet.size());
        if (rows.isEmpty()) {
            return Result.refused(Problem.at("tep", "admin.steps.no-rows"));
        }
        if (rows.size() > StepForm.MOST_LINES) {
            return Result.refused(Problem.at("tep", "admin.steps.many-rows", StepForm.MOST_LINES));
        }
        return Result.done(new Reading(columns, rows, words).read());
    }

    private static final Pattern PRINT_NUMBER = Pattern.compile("(?:mau )?(?:so )?0?([1-7])");

    /** One reading of the rows below the head. */
    private static final class Reading {

        private final Map<Column, Integer> columns;
        private final List<List<String>> rows;
        private final ProcessWords words;
        private final List<Problem> problems = new ArrayList<>();

        Reading(Map<Column, Integer> columns, List<List<String>> rows, ProcessWords words) {
            this.columns = columns;
            this.rows = rows;
            this.words = words;
        }

        StepImport read() {
            List<StepLine> lines = new ArrayList<>();
            for (int n = 0; n < rows.size(); n++) {
                lines.add(line(n));
            }
            return new StepImport(new StepForm(id(0), lines), problems);
        }

        private static String id(int n) {
            return "buoc-" + (n + 1);
        }

        private String cell(int n, Column column) {
            @Nullable Integer at = columns.get(column);
            return at == null || at >= rows.get(n).size() ? "" : rows.get(n).get(at);
        }

        private StepLine line(int n) {
            String name = cell(n, Column.NAME);
            if (name.isEmpty()) {
                problems.add(Problem.at("ten." + n, "admin.step.missing.ten"));
            }
            String unit = key(cell(n, Column.UNIT), words.units());
            if (!words.units().containsKey(unit)) {
                problems.add(Problem.at("don-vi." + n, "admin.steps.unit-unknown", cell(n, Column.UNIT)));
            }
            String position = key(cell(n, Column.POSITION), words.positions());
            if (!words.positions().containsKey(position)) {
                problems.add(Problem.at("vi-tri." + n, "admin.steps.position-unknown", cell(n, Column.POSITION)));
            }
            String hours = cell(n, Column.HOURS);
            if (ProcessWords.minutes(hours) == null) {
                problems.add(Problem.at("gio." + n, "admin.step.hours-wrong"));
            }
            String following = n + 1 < rows.size() ? id(n + 1) : StepForm.NEW_END + "RETURNED";
            String next = target(n, cell(n, Column.NEXT), following, "tiep." + n);
            return new StepLine(
                    id(n),
                    "",
                    name,
                    unit,
                    position,
                    hours,
                    work(n, position),
                    cell(n, Column.WORDING),
                    cell(n, Column.FORM),
                    print(cell(n, Column.PRINT)),
                    next,
                    outcomes(n, next),
                    List.of());
        }

        /** "Mẫu số 3" is 03; what is no number stays as it is written. */
        private static String print(String written) {
            Matcher number = PRINT_NUMBER.matcher(StepForm.folded(written));
            return number.matches() ? "0" + number.group(1) : written;
        }

        /** The key of what is called so, or has that key; what is written when there is none. */
        private static String key(String written, Map<String, String> names) {
            String wanted = StepForm.folded(written);
            for (var entry : names.entrySet()) {
                if (entry.getKey().equals(written)
                        || StepForm.folded(entry.getValue()).equals(wanted)) {
                    return entry.getKey();
                }
            }
            for (var alias : UNITS.entrySet()) {
                if (wanted.contains(alias.getKey()) && names.containsKey(alias.getValue())) {
                    return alias.getValue();
                }
            }
            for (var entry : names.entrySet()) {
                if (wanted.length() > 3 && StepForm.folded(entry.getValue()).contains(wanted)) {
                    return entry.getKey();
                }
            }
            return written;
        }

        /** What kind of work it is, where the table does not say: the desk begins and ends, heads approve. */
        private String work(int n, String position) {
            String written = key(cell(n, Column.WORK), words.works());
            if (words.works().containsKey(written)) {
                return written;
            }
            return switch (position) {
                case "clerk" -> n == 0 ? "FORWARD" : n == rows.size() - 1 ? "RETURN" : "WORK";
                case "head", "leader" -> "APPROVE";
                default -> "WORK";
            };
        }

        private List<Outcome> outcomes(int n, String next) {
            List<Outcome> outcomes = new ArrayList<>();
            String written = cell(n, Column.OUTCOMES);
            if (written.isEmpty()) {
                return outcomes;
            }
            for (String part : BETWEEN.split(written, -1)) {
                String[] sides = LEADS.split(part, 2);
                if (!sides[0].isBlank()) {
                    String to = sides.length < 2 ? next : target(n, sides[1], next, "den." + n + "." + outcomes.size());
                    outcomes.add(new Outcome("", sides[0].strip(), to));
                }
            }
            return outcomes;
        }

        /** The step of that number or name, or an end; the one that follows for an empty text. */
        private String target(int n, String written, String following, String field) {
            String wanted = StepForm.folded(written).replaceFirst("^buoc\\s+(?=\\d)", "");
            if (wanted.isEmpty()) {
                return following;
            }
            for (int other = 0; other < rows.size(); other++) {
                String number = cell(other, Column.NUMBER);
                boolean meant = wanted.equals(number.isEmpty() ? Integer.toString(other + 1) : number)
                        || wanted.equals(StepForm.folded(cell(other, Column.NAME)));
                if (meant) {
                    return id(other);
                }
            }
            if (wanted.contains("tu choi")) {
                return StepForm.NEW_END + "REFUSED";
            }
            if (wanted.startsWith("ket thuc") || wanted.startsWith("tra ket qua") || wanted.equals("end")) {
                return StepForm.NEW_END + "RETURNED";
            }
            problems.add(Problem.at(field, "admin.steps.next-unknown", Objects.requireNonNull(written)));
            return following;
        }
    }
}
