package vn.motcua.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.catalog.FormDesign;
import vn.motcua.catalog.FormDesign.Question;
import vn.motcua.catalog.RecordDesign;
import vn.motcua.catalog.ShowWhen;
import vn.motcua.shared.Money;
import vn.motcua.web.Page;

/**
 * How the facts of a record are called on the page where they are edited, with the questions of the form they hang on.
 *
 * @param typed what was typed of how fees come about, by field, where it could not be taken over
 */
public record FactWords(List<Question> questions, Map<String, String> typed) {

    static final String FIXED = "so";
    static final String EACH = "nhan";
    static final String FORMULA = "feel";

    static FactWords of(Map<String, String> files, Map<String, String> typed) {
        return new FactWords(FormDesign.of(files).map(FormDesign::questions).orElse(List.of()), Map.copyOf(typed));
    }

    public List<vn.motcua.web.Choice> feeWays(Page page) {
        return List.of(FIXED, EACH, FORMULA).stream()
                .map(way -> vn.motcua.web.Choice.of(way, page.t("admin.facts.fee.how." + way)))
                .toList();
    }

    public String way(int fee, RecordDesign.@Nullable Rate rate) {
        String chosen = typed.get("cach:/fees/" + fee);
        return chosen != null ? chosen : rate == null ? FORMULA : rate.field().isEmpty() ? FIXED : EACH;
    }

    public String amount(int fee, RecordDesign.@Nullable Rate rate, Page page) {
        String amount = typed.getOrDefault("tien:/fees/" + fee, rate == null ? "" : rate.amount());
        return amount.matches("\\d{1,15}") ? page.number(new Money(Long.parseLong(amount)).dong()) : amount;
    }

    /** The questions that are answered by a number. */
    public List<vn.motcua.web.Choice> numbers() {
        return questions.stream()
                .filter(question -> question.kind().isNumber())
                .map(question -> vn.motcua.web.Choice.of(question.name(), question.label()))
                .toList();
    }

    /** The questions a case or paper can hang on: those with choices, and boxes to tick. */
    public List<vn.motcua.web.Choice> deciding() {
        return questions.stream()
                .filter(question -> question.kind().isChoice() || question.kind() == FormDesign.Kind.CHECKBOX)
                .map(question -> vn.motcua.web.Choice.of(question.name(), question.label()))
                .toList();
    }

    /** What can be answered to a question, and what a condition names besides. */
    public List<vn.motcua.web.Choice> answers(ShowWhen when, Page page) {
        List<vn.motcua.web.Choice> answers = new ArrayList<>();
        kind(when.field()).ifPresent(kind -> {
            if (kind == FormDesign.Kind.CHECKBOX) {
                answers.add(vn.motcua.web.Choice.of("true", page.t("admin.form.ticked")));
                answers.add(vn.motcua.web.Choice.of("false", page.t("admin.form.unticked")));
            }
        });
        questions.stream()
                .filter(question -> question.name().equals(when.field()))
                .flatMap(question -> question.choices().stream())
                .map(choice -> vn.motcua.web.Choice.of(choice.value(), choice.label()))
                .forEach(answers::add);
        when.in().stream()
                .filter(value ->
                        answers.stream().noneMatch(answer -> answer.value().equals(value)))
                .sorted()
                .map(value -> vn.motcua.web.Choice.of(value, page.t("admin.form.choice.gone", value)))
                .forEach(answers::add);
        return answers;
    }

    Optional<FormDesign.Kind> kind(String question) {
        return questions.stream()
                .filter(known -> known.name().equals(question))
                .map(Question::kind)
                .findFirst();
    }

    public String question(String name) {
        return questions.stream()
                .filter(question -> question.name().equals(name))
                .map(Question::label)
                .findFirst()
                .orElse(name);
    }

    public String rule(AppointmentRule rule, Page page) {
        String told = rule.term().amount() == 0
                ? page.t("admin.facts.rule.same-day")
                : page.t(
                        "admin.facts.rule." + rule.term().unit().name(),
                        rule.term().amount());
        return rule.cutoff() == null
                ? told
                : page.t("admin.facts.rule.cutoff", told, rule.cutoff().toString());
    }

    /** What a place is called: "Trường hợp 1 › Giấy tờ 2 › Số bản chính". */
    public String place(String field, Page page, RecordDesign record) {
        String pointer = field.substring(Math.max(0, field.indexOf('/')));
        List<String> told = new ArrayList<>();
        String[] parts = pointer.split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].matches("\\d+")) {
                int last = told.size() - 1;
                String number = Integer.toString(Integer.parseInt(parts[i]) + 1);
                told.set(last, told.get(last) + " " + number);
            } else {
                String key = "catalog.field." + (parts[i].equals("unit") && i > 1 ? "term-unit" : parts[i]);
                told.add(page.has(key) ? page.t(key) : parts[i]);
            }
        }
        return String.join(" › ", told);
    }
}
