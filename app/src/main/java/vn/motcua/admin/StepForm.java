package vn.motcua.admin;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import vn.motcua.process.StepTable;
import vn.motcua.process.StepTable.Other;
import vn.motcua.process.StepTable.Outcome;
import vn.motcua.process.StepTable.Row;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * The table of steps as it was typed.
 *
 * @param first id of the first step
 */
public record StepForm(String first, List<StepLine> lines) {

    static final int MOST_LINES = 60;
    static final int MOST_OUTCOMES = 9;

    /** Chosen as what follows: an end that is not there yet, with this result. */
    static final String NEW_END = "+";

    private static final Pattern ACT = Pattern.compile("(them|bo|len|xuong)-(\\d{1,3})");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** The field that a problem of a step is told at; the step's name for all others. */
    private static final Map<String, String> FIELDS = Map.of(
            "process.allowance-wrong", "gio",
            "process.work-unknown", "loai",
            "process.row-outcome", "kq",
            "process.outcomes-wrong", "kq",
            "process.row-outcome-next", "den",
            "process.row-next", "den",
            "process.form-missing", "to-khai",
            "process.print-unknown", "mau-in");

    /** What the file's reader tells by line and id, said as the table's reader sees it. */
    private static final Map<String, String> IN_THE_TABLE = Map.of(
            "process.name-missing", "admin.step.missing.ten",
            "process.allowance-wrong", "admin.step.hours-wrong",
            "process.dead-end", "admin.step.dead-end",
            "process.unreachable", "admin.step.unreachable");

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "motcua:unit", "don-vi", "motcua:position", "vi-tri", "motcua:allowance", "gio", "motcua:work", "loai");

    public StepForm {
        lines = List.copyOf(lines);
    }

    static StepForm of(StepTable table) {
        return new StepForm(
                table.first(), table.rows().stream().map(StepLine::of).toList());
    }

    static StepForm of(MultiValueMap<String, String> posted) {
        List<StepLine> lines = new ArrayList<>();
        for (int n = 0; n < MOST_LINES && posted.containsKey("ma." + n); n++) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int m = 0; m <= MOST_OUTCOMES && posted.containsKey("kq." + n + "." + m); m++) {
                String at = n + "." + m;
                Outcome outcome = new Outcome(
                        value(posted, "kq-ma." + at), value(posted, "kq." + at), value(posted, "den." + at));
                if (!outcome.label().isEmpty()) {
                    outcomes.add(outcome);
                }
            }
            lines.add(new StepLine(
                    value(posted, "ma." + n),
                    value(posted, "pham-vi." + n),
                    value(posted, "ten." + n),
                    value(posted, "don-vi." + n),
                    value(posted, "vi-tri." + n),
                    value(posted, "gio." + n),
                    value(posted, "loai." + n),
                    value(posted, "cong-khai." + n),
                    value(posted, "to-khai." + n),
                    value(posted, "mau-in." + n),
                    value(posted, "tiep." + n),
                    outcomes,
                    List.of(value(posted, "giu." + n).split(" ")).stream()
                            .filter(kind -> !kind.isEmpty())
                            .toList()));
        }
        return new StepForm(value(posted, "dau-tien"), lines);
    }

    private static String value(MultiValueMap<String, String> posted, String name) {
        String value = posted.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** The table with one row more or less, or in another order. */
    StepForm acted(String act, Set<String> taken) {
        if (act.equals("them-dau")) {
            return inserted(-1, taken);
        }
        Matcher asked = ACT.matcher(act);
        if (!asked.matches()) {
            return this;
        }
        int n = Integer.parseInt(asked.group(2));
        if (n >= lines.size()) {
            return this;
        }
        return switch (asked.group(1)) {
            case "them" -> inserted(n, taken);
            case "bo" -> without(n);
            case "len" -> swapped(n, n - 1);
            default -> swapped(n, n + 1);
        };
    }

    private StepForm inserted(int after, Set<String> taken) {
        if (lines.size() >= MOST_LINES) {
            return this;
        }
        Set<String> ids = new HashSet<>(taken);
        lines.forEach(line -> ids.add(line.id()));
        int number = lines.size() + 1;
        while (ids.contains("buoc-" + number)) {
            number++;
        }
        String id = "buoc-" + number;
        List<StepLine> more = new ArrayList<>(lines);
        if (after < 0) {
            more.addFirst(StepLine.blank(id, "", first));
            return new StepForm(id, more);
        }
        StepLine before = lines.get(after);
        String following = before.outcomes().isEmpty()
                ? before.next()
                : after + 1 < lines.size() ? lines.get(after + 1).id() : before.follower();
        more.set(after, before.leading(to -> to.equals(following) ? id : to));
        more.add(after + 1, StepLine.blank(id, before.scope(), following));
        return new StepForm(first, more);
    }

    private StepForm without(int n) {
        StepLine gone = lines.get(n);
        String follower = gone.follower().equals(gone.id()) ? "" : gone.follower();
        List<StepLine> fewer = new ArrayList<>(lines);
        fewer.remove(n);
        fewer.replaceAll(line -> line.leading(to -> to.equals(gone.id()) ? follower : to));
        return new StepForm(first.equals(gone.id()) ? follower : first, fewer);
    }

    private StepForm swapped(int n, int with) {
        if (with < 0 || with >= lines.size()) {
            return this;
        }
        List<StepLine> swapped = new ArrayList<>(lines);
        swapped.set(n, lines.get(with));
        swapped.set(with, lines.get(n));
        return new StepForm(first, swapped);
    }

    /** The table it says, or what cannot be read in it, at the fields. */
    Result<StepTable> table(StepTable base) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Other> ends = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            StepLine line = lines.get(n);
            String minutes = line.hours().isEmpty() ? "" : ProcessWords.minutes(line.hours());
            if (minutes == null) {
                problems.add(Problem.at("gio." + n, "admin.step.hours-wrong"));
                minutes = "";
            }
            List<Outcome> outcomes = outcomes(line, base, ends);
            rows.add(new Row(
                    line.id(),
                    line.scope(),
                    line.name(),
                    line.unit(),
                    line.position(),
                    minutes,
                    line.work(),
                    line.wording(),
                    line.form(),
                    line.print(),
                    outcomes,
                    outcomes.isEmpty() ? target(line.next(), base, ends) : "",
                    line.kept()));
        }
        List<Other> others = new ArrayList<>(base.others());
        others.addAll(ends.values());
        return problems.isEmpty()
                ? Result.done(new StepTable(target(first, base, ends), rows, others))
                : Result.refused(problems);
    }

    private static List<Outcome> outcomes(StepLine line, StepTable base, Map<String, Other> ends) {
        Set<String> keys = new HashSet<>();
        line.outcomes().forEach(outcome -> keys.add(outcome.key()));
        List<Outcome> outcomes = new ArrayList<>();
        for (Outcome outcome : line.outcomes()) {
            String key = outcome.key();
            if (key.isEmpty()) {
                String wanted = slug(outcome.label());
                key = wanted;
                for (int n = 2; keys.contains(key); n++) {
                    key = wanted + "-" + n;
                }
                keys.add(key);
            }
            String next = outcome.next().isEmpty() ? line.next() : outcome.next();
            outcomes.add(new Outcome(key, outcome.label(), target(next, base, ends)));
        }
        return outcomes;
    }

    /** The id of what was chosen; an end that is not there yet is made. */
    private static String target(String chosen, StepTable base, Map<String, Other> ends) {
        if (!chosen.startsWith(NEW_END)) {
            return chosen;
        }
        String result = chosen.substring(NEW_END.length());
        return base.others().stream()
                .filter(other -> other.plainEnd() && other.result().equals(result))
                .findFirst()
                .orElseGet(() -> ends.computeIfAbsent(
                        result,
                        key -> new Other(
                                "end-" + key.toLowerCase(Locale.ROOT),
                                "",
                                "endEvent",
                                END_NAMES.getOrDefault(key, ""),
                                key,
                                List.of())))
                .id();
    }

    /** What new ends are called in the file, which is Vietnamese in every language. */
    private static final Map<String, String> END_NAMES = Map.of("RETURNED", "Đã trả kết quả", "REFUSED", "Từ chối");

    static String slug(String label) {
        String plain = folded(label).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = plain.length() > 40 ? plain.substring(0, 40) : plain;
        return cut.isEmpty() ? "ket-qua" : cut;
    }

    /** In small letters without accents. */
    static String folded(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return plain.toLowerCase(Locale.ROOT).replace('đ', 'd').strip();
    }

    /** Problems of the file, each at the row it comes from where there is one. */
    List<Problem> placed(List<Problem> problems) {
        Map<String, Integer> rows = new HashMap<>();
        for (int n = 0; n < lines.size(); n++) {
            rows.putIfAbsent(lines.get(n).id(), n);
        }
        return problems.stream().map(problem -> placed(problem, rows)).toList();
    }

    private static Problem placed(Problem problem, Map<String, Integer> rows) {
        @Nullable
        Integer row = problem.field() != null || problem.args().isEmpty()
                ? null
                : rows.get(problem.args().getFirst().toString());
        if (row == null) {
            return problem;
        }
        String field = FIELDS.getOrDefault(problem.code(), "ten");
        if (problem.code().equals("process.attribute-missing")) {
            field = ATTRIBUTES.getOrDefault(problem.args().getLast().toString(), "ten");
        }
        String at = field + "." + row + (field.equals("kq") || field.equals("den") ? ".0" : "");
        if (problem.code().equals("process.attribute-missing") && !field.equals("ten")) {
            return Problem.at(at, "admin.step.missing." + field);
        }
        @Nullable String told = IN_THE_TABLE.get(problem.code());
        return told == null ? new Problem(problem.code(), at, problem.args()) : Problem.at(at, told, row + 1);
    }
}
