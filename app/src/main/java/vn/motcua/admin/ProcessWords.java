package vn.motcua.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.ProcessChange;
import vn.motcua.process.StepPrint;
import vn.motcua.process.StepTable;
import vn.motcua.process.TaskForm;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/**
 * What a process says in keys, told in words.
 *
 * @param units name of each unit that agencies have, by key
 */
public record ProcessWords(Page page, Map<String, String> units) {

    private static final List<String> POSITIONS = List.of("clerk", "specialist", "head", "leader");
    private static final List<String> WORKS = List.of("FORWARD", "WORK", "APPROVE", "RESULT", "RETURN");
    static final List<String> RESULTS = List.of("RETURNED", "REFUSED");
    private static final Pattern MINUTES = Pattern.compile("[1-9]\\d{0,6}");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,4})\\s*(?:[:hg]|giờ)\\s*(\\d{1,2})?\\s*(?:phút)?");
    private static final Pattern DECIMAL = Pattern.compile("(\\d{1,4})(?:[.,](\\d{1,2}))?\\s*(?:giờ|gio|h)?");
    private static final Pattern PLAIN_MINUTES = Pattern.compile("(\\d{1,6})\\s*(?:phút|phut|p|min)");

    public ProcessWords {
        units = new LinkedHashMap<>(units);
    }

    public String unit(String key) {
        return Objects.requireNonNullElse(units.get(key), key);
    }

    public String position(String key) {
        return told("organization.position." + key, key);
    }

    public String work(String key) {
        return told("admin.work." + key, key);
    }

    /** Working time as people say it; what is no number of minutes as it was written. */
    public String time(String minutes) {
        return MINUTES.matcher(minutes).matches() ? page.duration(Integer.parseInt(minutes)) : minutes;
    }

    /** Keys and names of positions that do steps. */
    Map<String, String> positions() {
        return named(POSITIONS, "organization.position.");
    }

    /** Keys and names of kinds of work. */
    Map<String, String> works() {
        return named(WORKS, "admin.work.");
    }

    private Map<String, String> named(List<String> keys, String prefix) {
        Map<String, String> names = new LinkedHashMap<>();
        keys.forEach(key -> names.put(key, told(prefix + key, key)));
        return names;
    }

    public boolean knowsPosition(String key) {
        return POSITIONS.contains(key);
    }

    public boolean readable(String hours) {
        return minutes(hours) != null;
    }

    /** What a choice is called. */
    public String chosen(List<Choice> choices, String value) {
        return choices.stream()
                .filter(choice -> choice.value().equals(value))
                .map(Choice::label)
                .findFirst()
                .orElse(value);
    }

    public String kind(String kind) {
        return told("admin.kind." + kind, kind);
    }

    public String called(StepTable table, String id) {
        return table.rows().stream()
                .filter(row -> row.id().equals(id))
                .map(StepTable.Row::name)
                .findFirst()
                .or(() -> table.others().stream()
                        .filter(other -> other.id().equals(id))
                        .map(this::other)
                        .findFirst())
                .orElse(id);
    }

    public String other(StepTable.Other other) {
        String name = other.name().isEmpty() ? other.id() : other.name();
        return kind(other.kind()) + ": " + name;
    }

    /** What of an element differs, and what it was or is, in words. */
    public String aspect(ProcessChange.Aspect aspect) {
        return told("admin.aspect." + aspect.what(), aspect.what());
    }

    public String value(ProcessChange.Aspect aspect, @Nullable String value) {
        if (value == null) {
            return "";
        }
        return switch (aspect.what()) {
            case "unit" -> unit(value);
            case "position" -> position(value);
            case "work" -> work(value);
            case "allowance" -> time(value);
            case "kind" -> kind(value);
            case "result" -> told("admin.result." + value, value);
            case "outcomes" -> value.replaceAll("(^|,)\\s*[\\w-]+\\|", "$1 ").strip();
            default -> value;
        };
    }

    public List<Choice> unitChoices(String now) {
        return choices(List.copyOf(units.keySet()), now, "");
    }

    public List<Choice> positionChoices(String now) {
        return choices(POSITIONS, now, "organization.position.");
    }

    public List<Choice> workChoices(String now) {
        return choices(WORKS, now, "admin.work.");
    }

    /** The forms a file has; one that a step names and the file lacks stays to be seen. */
    public List<Choice> formChoices(List<TaskForm> forms, String now) {
        List<Choice> choices = new ArrayList<>();
        forms.forEach(form -> choices.add(Choice.of(form.key(), form.title())));
        if (!now.isEmpty() && forms.stream().noneMatch(form -> form.key().equals(now))) {
            choices.add(Choice.of(now, now));
        }
        return choices;
    }

    public List<Choice> printChoices(String now) {
        return choices(StepPrint.keys(), now, "admin.print.");
    }

    /** What can follow a step of a scope: other steps by number and name, then ends and what only the diagram can say. */
    public List<Choice> nextChoices(StepForm form, List<StepTable.Other> others, String scope, String now) {
        var choices = new ArrayList<Choice>();
        for (int n = 0; n < form.lines().size(); n++) {
            StepLine line = form.lines().get(n);
            if (line.scope().equals(scope)) {
                choices.add(Choice.of(
                        line.id(),
                        (n + 1) + ". " + (line.name().isEmpty() ? page.t("admin.step.unnamed") : line.name())));
            }
        }
        others.stream()
                .filter(other -> other.scope().equals(scope))
                .filter(other ->
                        !other.kind().equals("boundaryEvent") && !other.kind().equals("startEvent"))
                .forEach(other -> choices.add(Choice.of(other.id(), other(other))));
        for (String result : RESULTS) {
            boolean known = others.stream()
                    .anyMatch(other -> other.plainEnd() && other.result().equals(result));
            if (!known && scope.isEmpty()) {
                choices.add(Choice.of(
                        StepForm.NEW_END + result, kind("endEvent") + ": " + page.t("admin.result." + result)));
            }
        }
        if (!now.isEmpty()
                && choices.stream().noneMatch(choice -> choice.value().equals(now))) {
            choices.add(Choice.of(now, now));
        }
        return choices;
    }

    /** What can be chosen, and what stands there now though it cannot. */
    private List<Choice> choices(List<String> keys, String now, String prefix) {
        var choices = new ArrayList<Choice>();
        keys.forEach(key -> choices.add(Choice.of(key, prefix.isEmpty() ? unit(key) : told(prefix + key, key))));
        if (!now.isEmpty() && !keys.contains(now)) {
            choices.add(Choice.of(now, now));
        }
        return choices;
    }

    private String told(String key, String otherwise) {
        return page.has(key) ? page.t(key) : otherwise;
    }

    /** Minutes as hours to be typed: 90 as 1,5 and 100 as 1:40. */
    static String hours(String minutes) {
        if (!MINUTES.matcher(minutes).matches()) {
            return minutes;
        }
        int all = Integer.parseInt(minutes);
        int rest = all % 60;
        return switch (rest) {
            case 0 -> Integer.toString(all / 60);
            case 15 -> all / 60 + ",25";
            case 30 -> all / 60 + ",5";
            case 45 -> all / 60 + ",75";
            default -> "%d:%02d".formatted(all / 60, rest);
        };
    }

    /** Working minutes typed as 2, 1,5, 1:40, 1h40 or 90 phút; {@code null} for what is no time above zero. */
    static @Nullable String minutes(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        Matcher plain = PLAIN_MINUTES.matcher(text);
        Matcher decimal = DECIMAL.matcher(text);
        Matcher clock = CLOCK.matcher(text);
        int minutes;
        if (plain.matches()) {
            minutes = Integer.parseInt(plain.group(1));
        } else if (decimal.matches()) {
            String part = Objects.requireNonNullElse(decimal.group(2), "0");
            double hours = Double.parseDouble(decimal.group(1) + "." + part);
            minutes = (int) Math.round(hours * 60);
        } else if (clock.matches()) {
            String rest = Objects.requireNonNullElse(clock.group(2), "0");
            minutes = Integer.parseInt(clock.group(1)) * 60 + Integer.parseInt(rest);
        } else {
            return null;
        }
        return minutes > 0 ? Integer.toString(minutes) : null;
    }
}
