package vn.motcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.catalog.StepForms;
import vn.motcua.process.Course;
import vn.motcua.process.Decisions;
import vn.motcua.process.Processes;
import vn.motcua.process.Simulation;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Checks and dry-runs a process file for someone at a shell, without the application and its database. {@code bin/motcua
 * process} starts it so; it ends with 0 when all is well and with 1 otherwise.
 */
final class ProcessCommand {

    private static final int MINUTES_PER_DAY = 480;

    /** In bytes; a process file has at most a million characters. */
    private static final int MOST_BYTES = 4_000_000;

    private static final Pattern TERM = Pattern.compile("(\\d{1,5})\\s*(.*)");
    private static final Map<String, TermUnit> UNITS = Map.ofEntries(
            Map.entry("working days", TermUnit.WORKING_DAYS),
            Map.entry("working day", TermUnit.WORKING_DAYS),
            Map.entry("ngày làm việc", TermUnit.WORKING_DAYS),
            Map.entry("working hours", TermUnit.WORKING_HOURS),
            Map.entry("working hour", TermUnit.WORKING_HOURS),
            Map.entry("giờ làm việc", TermUnit.WORKING_HOURS),
            Map.entry("calendar days", TermUnit.CALENDAR_DAYS),
            Map.entry("days", TermUnit.CALENDAR_DAYS),
            Map.entry("day", TermUnit.CALENDAR_DAYS),
            Map.entry("ngày", TermUnit.CALENDAR_DAYS),
            Map.entry("months", TermUnit.MONTHS),
            Map.entry("month", TermUnit.MONTHS),
            Map.entry("tháng", TermUnit.MONTHS));

    private final PrintStream out;
    private final Locale locale;
    private final Properties texts = new Properties();

    private ProcessCommand(PrintStream out, String language) {
        this.out = out;
        this.locale = language.equals("en") ? Locale.forLanguageTag("en-GB") : Vietnam.LOCALE;
        for (String module : List.of("process", "catalog")) {
            try (InputStream in = Objects.requireNonNull(
                    ProcessCommand.class.getResourceAsStream("/messages/" + module + "_" + language + ".properties"))) {
                texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @SuppressWarnings("SystemOut") // for the person at the console
    public static void main(String[] args) {
        int code = run(List.of(args), System.out);
        System.out.flush();
        System.exit(code);
    }

    static int run(List<String> args, PrintStream out) {
        Deque<String> left = new ArrayDeque<>(args);
        var plain = new ArrayList<String>();
        String language = "vi";
        String term = null;
        String decisions = null;
        boolean understood = true;
        while (!left.isEmpty()) {
            String word = left.remove();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals > 0) {
                left.push(word.substring(equals + 1));
                word = word.substring(0, equals);
            }
            if (!word.startsWith("--")) {
                plain.add(word);
            } else if (word.equals("--lang") && left.peek() != null) {
                language = left.remove();
            } else if (word.equals("--term") && left.peek() != null) {
                term = left.remove();
            } else if (word.equals("--decisions") && left.peek() != null) {
                decisions = left.remove();
            } else {
                understood = false;
            }
        }
        understood &= List.of("vi", "en").contains(language)
                && plain.size() == 2
                && List.of("validate", "simulate").contains(plain.getFirst());
        var command = new ProcessCommand(out, language.equals("en") ? "en" : "vi");
        if (!understood) {
            command.say("usage");
            return 1;
        }
        return command.run(plain.getFirst(), plain.getLast(), decisions, term);
    }

    private int run(String verb, String file, @Nullable String decisions, @Nullable String termText) {
        OptionalInt term = termText == null ? OptionalInt.empty() : minutes(termText);
        if (termText != null && term.isEmpty()) {
            say("term-wrong", termText);
            return 1;
        }
        return read(file)
                .flatMap(bpmn ->
                        decisions == null ? Optional.of(bpmn) : read(decisions).map(dmn -> Decisions.within(bpmn, dmn)))
                .map(bpmn -> withForms(bpmn, Path.of(file)))
                .map(bpmn -> verb.equals("validate") ? validate(bpmn, term) : simulate(bpmn, term))
                .orElse(1);
    }

    /** A process in the folder of its procedure, with the forms of its steps that lie beside it. */
    static String withForms(String bpmn, Path file) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        String whole = bpmn;
        try (DirectoryStream<Path> schemas = Files.newDirectoryStream(folder, "step.*.schema.json")) {
            for (Path schema : schemas) {
                String name = schema.getFileName().toString();
                String key = name.substring("step.".length(), name.length() - ".schema.json".length());
                Path ui = folder.resolve("step." + key + ".ui.json");
                if (TaskForm.isKey(key) && Files.exists(ui)) {
                    whole = TaskForm.within(whole, new TaskForm(key, Files.readString(schema), Files.readString(ui)));
                }
            }
        } catch (IOException e) {
            return bpmn; // a step that names one of them is told to lack it
        }
        return whole;
    }

    private Optional<String> read(String file) {
        byte[] read;
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            read = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException | InvalidPathException e) {
            say("unreadable", file);
            return Optional.empty();
        }
        if (read.length > MOST_BYTES) {
            say("too-large", file);
            return Optional.empty();
        }
        return Optional.of(decoded(read));
    }

    /** As its first bytes say; a file in another encoding than ours still has its elements, attributes and lines. */
    private static String decoded(byte[] file) {
        if (file.length > 1
                && (file[0] == (byte) 0xFE && file[1] == (byte) 0xFF
                        || file[0] == (byte) 0xFF && file[1] == (byte) 0xFE)) {
            return new String(file, StandardCharsets.UTF_16);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(file, StandardCharsets.ISO_8859_1);
        }
    }

    /** Working minutes of a term as written; empty when it is none. */
    static OptionalInt minutes(String text) {
        var match = TERM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return OptionalInt.empty();
        }
        int amount = Integer.parseInt(match.group(1));
        String unit = match.group(2).replaceAll("\\s+", " ");
        if (List.of("", "minutes", "working minutes", "phút", "phút làm việc").contains(unit)) {
            return OptionalInt.of(amount);
        }
        TermUnit known = UNITS.get(unit);
        return known == null
                ? OptionalInt.empty()
                : OptionalInt.of(new Term(amount, known).leastWorkingMinutes(MINUTES_PER_DAY));
    }

    // validate

    private int validate(String bpmn, OptionalInt term) {
        var problems = new ArrayList<>(Processes.check(bpmn));
        if (problems.isEmpty()) {
            problems.addAll(StepForms.problems(bpmn));
        }
        if (problems.isEmpty() && term.isPresent()) {
            Simulation.beyond(bpmn, List.of(new Simulation.Planned(term.getAsInt(), Map.of())))
                    .ifPresent(problems::add);
        }
        if (problems.isEmpty()) {
            say("valid");
        } else {
            refused(problems);
        }
        List<Problem> remarks = Processes.remarks(bpmn);
        List<Problem> ignored = remarks.stream()
                .filter(remark -> remark.code().equals("process.ignored"))
                .toList();
        if (!ignored.isEmpty()) {
            say("ignored", ignored.size());
            ignored.forEach(this::line);
        }
        if (ignored.size() < remarks.size()) {
            say("remarks");
            remarks.stream().filter(remark -> !ignored.contains(remark)).forEach(this::line);
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private void refused(List<Problem> problems) {
        say("problems", problems.size());
        problems.forEach(this::line);
    }

    private void line(Problem problem) {
        out.println("  " + format(problem.code(), problem.args().toArray()));
    }

    // simulate

    private int simulate(String bpmn, OptionalInt term) {
        return switch (Simulation.of(bpmn)) {
            case Result.Refused<Simulation> refused -> {
                refused(refused.problems());
                yield 1;
            }
            case Result.Done<Simulation> done -> {
                Simulation simulation = done.value();
                List<Course> courses = simulation.courses();
                for (int i = 0; i < courses.size(); i++) {
                    course(i + 1, courses.get(i), term);
                }
                long turning = courses.stream().filter(Course::turns).count();
                say("paths", courses.size(), turning);
                if (!simulation.complete()) {
                    say("paths-more", Simulation.MOST);
                }
                Simulation.Longest longest = simulation.longest();
                say(longest.exact() ? "longest" : "longest-bound", amount(longest.minutes()));
                out.println("  " + String.join(" → ", longest.steps()));
                yield term.isPresent() ? against(bpmn, term.getAsInt()) : 0;
            }
        };
    }

    private int against(String bpmn, int term) {
        say("term", amount(term));
        Optional<Problem> problem = Simulation.beyond(bpmn, List.of(new Simulation.Planned(term, Map.of())));
        if (problem.isEmpty()) {
            say("within");
            return 0;
        }
        refused(List.of(problem.get()));
        return 1;
    }

    private void course(int number, Course course, OptionalInt term) {
        var head = new ArrayList<String>();
        head.add(course.error() == null ? String.valueOf(course.result()) : text("error", course.error()));
        if (course.turns()) {
            head.add(text("turns"));
        }
        if (term.isPresent() && course.processing() > term.getAsInt()) {
            head.add(text("late"));
        }
        say("path", number, String.join(" · ", head));
        int name = text("step").length();
        int unit = text("unit").length();
        for (Course.Visit visit : course.visits()) {
            name = Math.max(name, visit.name().length());
            unit = Math.max(unit, visit.unitKey().length());
        }
        String row = "  %-" + name + "s  %-" + unit + "s  %8s  %8s%n";
        out.printf(Locale.ROOT, row, text("step"), text("unit"), text("begins"), text("minutes"));
        for (Course.Visit visit : course.visits()) {
            out.printf(Locale.ROOT, row, visit.name(), visit.unitKey(), visit.begins(), visit.minutes());
        }
        entry(
                "choices",
                course.choices().stream().map(c -> c.at() + " → " + c.way()).toList());
        entry(
                "uncounted",
                course.uncounted().stream()
                        .map(u -> text("uncounted." + u.kind(), u.name()))
                        .toList());
        entry(
                "work",
                course.work().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
        entry("processing", List.of(amount(course.processing())));
        entry("total", List.of(amount(course.minutes())));
        out.println();
    }

    private void entry(String key, List<String> values) {
        if (!values.isEmpty()) {
            out.println("  " + text(key) + ": " + String.join("; ", values));
        }
    }

    private String amount(int minutes) {
        return text("amount", minutes, minutes / (double) MINUTES_PER_DAY);
    }

    private void say(String key, Object... args) {
        out.println(text(key, args));
    }

    private String text(String key, Object... args) {
        return format("process.shell." + key, args);
    }

    private String format(String key, Object... args) {
        String pattern = Objects.requireNonNull(texts.getProperty(key), key);
        return new MessageFormat(pattern, locale).format(args);
    }
}
