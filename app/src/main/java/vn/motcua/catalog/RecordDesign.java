package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.calendar.AppointmentRule;

/**
 * The published record of a procedure as officials edit it: every fact under its place in the record, such as
 * {@code /cases/0/term/text}, the same place under which faults are told. What is not edited stays as it is. Immutable.
 */
public final class RecordDesign {

    /** What may be edited so; all else only as text. */
    private static final Pattern EDITABLE = Pattern.compile("/(?:name|shortName|nameEn|decisionNo|validFrom|validTo"
            + "|level|kind|sector/(?:code|name)|lifeEvent|agencyLevel|unit|competentAgency|delegatedAgency|receiptPlace"
            + "|serviceLevel|serviceLevelReason|conditions|sets|result/(?:name|code)"
            + "|channels/\\d{1,2}/(?:note|feeText|term/(?:text|amount|unit|count|cutoff))"
            + "|cases/\\d{1,2}/(?:name|description|term/(?:text|amount|unit|count|cutoff))"
            + "|cases/\\d{1,2}/papers/\\d{1,3}/(?:name|originals|copies|present|note|validMonths)"
            + "|fees/\\d{1,2}/(?:name|text|feel)"
            + "|legalBases/\\d{1,3}/(?:no|name))");

    private static final Pattern TICKS =
            Pattern.compile("/(?:channels/\\d{1,2}/offered|cases/\\d{1,2}/papers/\\d{1,3}/required)");
    private static final Pattern LINES =
            Pattern.compile("/(?:keywords|steps|implementingAgencies|coordinating|related|replaces)");
    private static final Pattern LISTS = Pattern.compile("/(?:cases|cases/\\d{1,2}/papers|fees|legalBases)");
    private static final Pattern ENTRY =
            Pattern.compile("(/(?:cases|cases/\\d{1,2}/papers|fees|legalBases))/(\\d{1,3})");
    private static final Pattern CONDITIONS = Pattern.compile("/cases/\\d{1,2}/(?:when|papers/\\d{1,3}/showWhen)");
    private static final String AUDIENCES = "/audiences";
    private static final Set<String> NUMBERS = Set.of("amount", "originals", "copies", "sets", "validMonths");

    private static final Pattern FIXED = Pattern.compile("\\d{1,15}");
    private static final Pattern EACH = Pattern.compile("(\\d{1,15}) \\* form\\.(\\w+)");
    private static final Pattern EACH_IF_GIVEN =
            Pattern.compile("if form\\.(\\w+) = null then 0 else (\\d{1,15}) \\* form\\.(\\w+)");

    private final ObjectNode record;

    private RecordDesign(ObjectNode record) {
        this.record = record;
    }

    /** Empty when the record cannot be read. */
    public static Optional<RecordDesign> of(Map<String, String> files) {
        return ProcedureDifference.recordOf(files) instanceof ObjectNode record
                ? Optional.of(new RecordDesign(record))
                : Optional.empty();
    }

    /** For a page to carry along what is not saved yet. */
    public String carry() {
        return record.toString();
    }

    /** What a page carried along; empty when it is none. */
    public static Optional<RecordDesign> carried(String json) {
        try {
            return Json.MAPPER.readTree(json) instanceof ObjectNode record
                    ? Optional.of(new RecordDesign(record))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The files with this record; its text is left as it is laid out where nothing was edited. */
    public Map<String, String> within(Map<String, String> files) {
        Map<String, String> written = new HashMap<>(files);
        if (!ProcedureDifference.recordOf(files).equals(record)) {
            written.put(ProcedurePackage.RECORD, Json.YAML.writeValueAsString(record));
        }
        return written;
    }

    /** What stands at a place, as text; empty when nothing does. */
    public String value(String place) {
        return record.at(place).asString("").strip();
    }

    public boolean has(String place) {
        return !record.at(place).isMissingNode();
    }

    /** How many entries a list has. */
    public int size(String place) {
        return record.at(place).size();
    }

    /** A list of texts, one a line. */
    public String lines(String place) {
        return String.join("\n", RecordReader.texts(record.at(place)));
    }

    /** Whether the procedure is for them. */
    public boolean isFor(Audience audience) {
        return RecordReader.texts(record.at(AUDIENCES)).contains(audience.name());
    }

    /** The record for these people only; an order they stand in already is kept. */
    public RecordDesign servingOnly(Set<Audience> audiences) {
        Set<String> wanted = audiences.stream().map(Enum::name).collect(Collectors.toSet());
        List<String> before = RecordReader.texts(record.at(AUDIENCES));
        if (wanted.equals(Set.copyOf(before))) {
            return this;
        }
        ObjectNode edited = record.deepCopy();
        ArrayNode list = edited.putArray(AUDIENCES.substring(1));
        Stream.concat(before.stream(), Stream.of(Audience.values()).map(Enum::name))
                .distinct()
                .filter(wanted::contains)
                .forEach(list::add);
        return new RecordDesign(edited);
    }

    /**
     * The record with a case or paper that hangs on this answer, or on none.
     *
     * @param place where the condition stands
     * @param question what kind of question it names, for its values to be of the same type
     */
    public RecordDesign when(String place, @Nullable ShowWhen when, FormDesign.@Nullable Kind question) {
        if (!CONDITIONS.matcher(place).matches() || Objects.equals(when(place), when)) {
            return this;
        }
        ObjectNode edited = record.deepCopy();
        if (when == null) {
            put(edited, place, null);
        } else {
            ObjectNode condition = Json.MAPPER.createObjectNode().put("field", when.field());
            ArrayNode in = condition.putArray("in");
            when.in().stream().sorted().forEach(value -> {
                if (question == FormDesign.Kind.CHECKBOX) {
                    in.add(Boolean.parseBoolean(value));
                } else {
                    in.add(value);
                }
            });
            put(edited, place, condition);
        }
        return new RecordDesign(edited);
    }

    /** The answer a case or paper hangs on; {@code null} when it always holds. */
    public @Nullable ShowWhen when(String place) {
        return RecordReader.showWhen(record.at(place));
    }

    /** What the words of a time limit are read as. */
    public TermReading reading(String term) {
        return TermText.read(value(term + "/text"));
    }

    /** Whether the numbers of a time limit say what its words surely say; words that are doubtful say nothing. */
    public boolean agrees(String term) {
        TermReading reading = reading(term);
        AppointmentRule rule = reading.rule();
        return !reading.sure()
                || rule == null
                || (value(term + "/amount").equals(Integer.toString(rule.term().amount()))
                        && (rule.term().amount() == 0
                                || value(term + "/unit")
                                        .equals(rule.term().unit().name())));
    }

    /**
     * How a fee comes about, where it can be said without a formula.
     *
     * @param amount in đồng
     * @param field the number answered to this question multiplies it; empty = the amount itself
     */
    public record Rate(String amount, String field) {}

    /** Empty for a formula, and for a table of decisions. */
    public Optional<Rate> rate(int fee) {
        if (has("/fees/" + fee + "/decision")) {
            return Optional.empty();
        }
        String feel = value("/fees/" + fee + "/feel");
        Matcher each = EACH.matcher(feel);
        Matcher ifGiven = EACH_IF_GIVEN.matcher(feel);
        if (feel.isEmpty() || FIXED.matcher(feel).matches()) {
            return Optional.of(new Rate(feel, ""));
        }
        if (each.matches()) {
            return Optional.of(new Rate(each.group(1), each.group(2)));
        }
        return ifGiven.matches() && ifGiven.group(1).equals(ifGiven.group(3))
                ? Optional.of(new Rate(ifGiven.group(2), ifGiven.group(1)))
                : Optional.empty();
    }

    /** The record with a fee that comes about so. A question that need not be answered counts as none. */
    public RecordDesign with(int fee, Rate rate) {
        if (rate(fee).filter(rate::equals).isPresent()) {
            return this;
        }
        String each = rate.amount() + " * form." + rate.field();
        String feel =
                rate.field().isEmpty() ? rate.amount() : "if form." + rate.field() + " = null then 0 else " + each;
        return with(Map.of("/fees/" + fee + "/feel", feel), Set.of());
    }

    /**
     * The record with these facts in place of what it had; an empty one is taken out. Where only the words of a time
     * limit are new and can mean one thing, its numbers follow them.
     *
     * @param given by place; what is no place that may be edited is passed over
     * @param ticked of the places that can only be true or false and are given, those that are true
     */
    public RecordDesign with(Map<String, String> given, Set<String> ticked) {
        ObjectNode edited = record.deepCopy();
        Set<String> reworded = new LinkedHashSet<>();
        given.forEach((place, text) -> {
            if (TICKS.matcher(place).matches()) {
                boolean on = ticked.contains(place);
                if (record.at(place).asBoolean(true) != on) {
                    put(edited, place, Json.MAPPER.getNodeFactory().booleanNode(on));
                }
            } else if (LINES.matcher(place).matches()) {
                if (!lines(place).equals(text.strip())) {
                    var list = Json.MAPPER.createArrayNode();
                    text.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .forEach(list::add);
                    put(edited, place, list);
                }
            } else if (EDITABLE.matcher(place).matches() && !value(place).equals(text.strip())) {
                put(edited, place, scalar(place, text.strip()));
                if (place.endsWith("/term/text")) {
                    reworded.add(place.substring(0, place.length() - "/text".length()));
                }
            }
        });
        RecordDesign result = new RecordDesign(edited);
        for (String term : reworded) {
            boolean numbersToo = Stream.of("amount", "unit", "count", "cutoff")
                    .anyMatch(key -> !value(term + "/" + key).equals(result.value(term + "/" + key)));
            if (!numbersToo) {
                result.follow(term);
            }
        }
        return result;
    }

    /** Sets the numbers of a time limit by its words; leaves them when those are doubtful. */
    private void follow(String term) {
        TermReading reading = reading(term);
        AppointmentRule rule = reading.rule();
        if (!reading.sure() || rule == null) {
            return;
        }
        put(
                record,
                term + "/amount",
                Json.MAPPER.getNodeFactory().numberNode(rule.term().amount()));
        put(
                record,
                term + "/unit",
                Json.MAPPER.getNodeFactory().stringNode(rule.term().unit().name()));
        put(
                record,
                term + "/count",
                Json.MAPPER.getNodeFactory().stringNode(rule.count().name()));
        put(
                record,
                term + "/cutoff",
                rule.cutoff() == null
                        ? null
                        : Json.MAPPER.getNodeFactory().stringNode(rule.cutoff().toString()));
    }

    private static @Nullable JsonNode scalar(String place, String text) {
        if (text.isEmpty()) {
            return null;
        }
        boolean number = NUMBERS.contains(place.substring(place.lastIndexOf('/') + 1));
        return number && text.matches("\\d{1,9}")
                ? Json.MAPPER.getNodeFactory().numberNode(Integer.parseInt(text))
                : Json.MAPPER.getNodeFactory().stringNode(text);
    }

    private static void put(ObjectNode record, String place, @Nullable JsonNode value) {
        int slash = place.lastIndexOf('/');
        String key = place.substring(slash + 1);
        ObjectNode parent = parent(record, place.substring(0, slash), value != null);
        if (parent == null) {
            return;
        }
        if (value == null) {
            parent.remove(key);
            if (parent.isEmpty() && slash > 0) {
                put(record, place.substring(0, slash), null);
            }
        } else {
            parent.set(key, value);
        }
    }

    private static @Nullable ObjectNode parent(ObjectNode record, String place, boolean make) {
        JsonNode parent = place.isEmpty() ? record : record.at(place);
        if (parent instanceof ObjectNode known) {
            return known;
        }
        int slash = place.lastIndexOf('/');
        return make && parent.isMissingNode() && record.at(place.substring(0, slash)) instanceof ObjectNode above
                ? above.putObject(place.substring(slash + 1))
                : null;
    }

    /** The record with one entry more at the end of a list. */
    public RecordDesign added(String list) {
        if (!LISTS.matcher(list).matches()) {
            return this;
        }
        ObjectNode edited = record.deepCopy();
        int slash = list.lastIndexOf('/');
        ObjectNode parent = parent(edited, list.substring(0, slash), false);
        if (parent == null) {
            return this;
        }
        String key = list.substring(slash + 1);
        ArrayNode entries = parent.path(key) instanceof ArrayNode known ? known : parent.putArray(key);
        ObjectNode entry = entries.addObject();
        if (key.equals("cases")) {
            JsonNode last = entries.size() < 2 ? entry : entries.path(entries.size() - 2);
            entry.put("key", "").put("name", "");
            entry.set("term", last.path("term").isObject() ? last.path("term").deepCopy() : term());
            entry.putArray("papers");
        } else if (key.equals("papers")) {
            entry.put("key", "")
                    .put("name", "")
                    .put("originals", 1)
                    .put("copies", 0)
                    .put("required", true)
                    .put("present", "submit");
        } else if (key.equals("fees")) {
            entry.put("key", "").put("name", "").put("text", "").put("feel", "0");
        } else {
            entry.put("no", "").put("name", "");
        }
        return new RecordDesign(edited);
    }

    private static ObjectNode term() {
        return Json.MAPPER
                .createObjectNode()
                .put("amount", 1)
                .put("unit", "WORKING_DAYS")
                .put("count", "END_OF_DAY")
                .put("text", "1 ngày làm việc");
    }

    /** The record without an entry of a list, or with it one place up or down. */
    public RecordDesign moved(String entry, String how) {
        Matcher at = ENTRY.matcher(entry);
        if (!at.matches()) {
            return this;
        }
        ObjectNode edited = record.deepCopy();
        int n = Integer.parseInt(at.group(2));
        int to = how.equals("len") ? n - 1 : n + 1;
        if (!(edited.at(at.group(1)) instanceof ArrayNode entries) || n >= entries.size()) {
            return this;
        }
        if (how.equals("bo")) {
            entries.remove(n);
        } else if (to >= 0 && to < entries.size()) {
            JsonNode moved = entries.get(n);
            entries.set(n, entries.get(to));
            entries.set(to, moved);
        }
        return new RecordDesign(edited);
    }

    /** The record with keys for what is new and has a name. */
    public RecordDesign named() {
        ObjectNode edited = record.deepCopy();
        List<JsonNode> lists = new ArrayList<>(List.of(edited.path("fees"), edited.path("cases")));
        RecordReader.each(edited.path("cases")).forEach(paperCase -> lists.add(paperCase.path("papers")));
        for (JsonNode list : lists) {
            Set<String> taken = RecordReader.each(list).stream()
                    .map(entry -> text(entry, "key"))
                    .collect(Collectors.toCollection(HashSet::new));
            for (JsonNode entry : RecordReader.each(list)) {
                if (entry instanceof ObjectNode known
                        && text(known, "key").isEmpty()
                        && !text(known, "name").isEmpty()) {
                    String key = FormDesign.valueFor(text(known, "name"), taken);
                    taken.add(key);
                    known.put("key", key);
                }
            }
        }
        return new RecordDesign(edited);
    }

    /** An amount as people type it: "8.000", "8000 đ"; empty for what is none. */
    public static Optional<String> amount(String typed) {
        String plain = typed.replaceAll("(?i)đồng|vnđ|vnd|đ", "").replaceAll("\\s", "");
        String digits = plain.matches("\\d{1,3}([.]\\d{3})+") ? plain.replace(".", "") : plain;
        return FIXED.matcher(digits).matches() ? Optional.of(new BigDecimal(digits).toPlainString()) : Optional.empty();
    }
}
