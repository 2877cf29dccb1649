package vn.motcua.catalog;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.calendar.DayCount;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.process.DefinitionId;

/** Reads a checked {@code procedure.yaml} into the published record. */
final class RecordReader {

    private RecordReader() {}

    static Procedure procedure(
            ProcedureVersionId version,
            ProcedureId id,
            JsonNode r,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            DefinitionId process,
            Form form,
            String dmn) {
        List<Fee> fees = each(r.path("fees")).stream()
                .map(f -> new Fee(
                        text(f, "key"),
                        text(f, "name"),
                        text(f, "text"),
                        f.has("decision") ? new Fee.Table(text(f, "decision"), dmn) : new Fee.Formula(text(f, "feel"))))
                .toList();
        List<PaperCase> cases =
                each(r.path("cases")).stream().map(RecordReader::paperCase).toList();
        return new Procedure(
                version,
                id,
                text(r, "code"),
                text(r, "name"),
                text(r, "shortName"),
                text(r, "nameEn"),
                texts(r.path("keywords")),
                text(r, "decisionNo"),
                validFrom,
                validTo,
                text(r, "level"),
                text(r, "kind"),
                text(r.path("sector"), "code"),
                text(r.path("sector"), "name"),
                r.has("lifeEvent") ? text(r, "lifeEvent") : null,
                texts(r.path("audiences")).stream().map(Audience::valueOf).collect(Collectors.toUnmodifiableSet()),
                AgencyLevel.valueOf(text(r, "agencyLevel")),
                text(r, "unit"),
                text(r, "competentAgency"),
                text(r, "receiptPlace"),
                text(r, "delegatedAgency"),
                texts(r.path("implementingAgencies")),
                texts(r.path("coordinating")),
                texts(r.path("related")),
                text(r.path("result"), "name"),
                text(r.path("result"), "code"),
                r.path("sets").asInt(1),
                text(r, "serviceLevel"),
                text(r, "serviceLevelReason"),
                text(r, "conditions"),
                texts(r.path("steps")),
                each(r.path("channels")).stream()
                        .map(c -> channel(c, cases.getFirst(), feeText(r.path("fees"))))
                        .toList(),
                cases,
                fees,
                each(r.path("legalBases")).stream()
                        .map(b -> new LegalBasis(text(b, "no"), text(b, "name")))
                        .toList(),
                process,
                form,
                text(r, "source"));
    }

    /** All fees in words, in one line. */
    static String feeText(JsonNode fees) {
        return each(fees).stream().map(fee -> text(fee, "text")).distinct().collect(Collectors.joining("; "));
    }

    private static ChannelRule channel(JsonNode c, PaperCase usual, String feeText) {
        AppointmentRule own = c.has("term") ? rule(c.path("term")) : null;
        return new ChannelRule(
                Channel.valueOf(text(c, "channel")),
                c.path("offered").asBoolean(true),
                own == null ? usual.rule().term() : own.term(),
                own == null ? usual.termText() : text(c.path("term"), "text"),
                c.has("feeText") ? text(c, "feeText") : feeText,
                text(c, "note"),
                own);
    }

    private static PaperCase paperCase(JsonNode c) {
        return new PaperCase(
                text(c, "key"),
                text(c, "name"),
                text(c, "description"),
                showWhen(c.path("when")),
                rule(c.path("term")),
                text(c.path("term"), "text"),
                each(c.path("papers")).stream().map(RecordReader::paper).toList());
    }

    private static Paper paper(JsonNode p) {
        return new Paper(
                text(p, "key"),
                text(p, "name"),
                p.path("originals").asInt(0),
                p.path("copies").asInt(0),
                p.path("required").asBoolean(true),
                text(p, "present").equals("show"),
                showWhen(p.path("showWhen")),
                text(p, "note"),
                p.has("form") ? new PaperForm(text(p.path("form"), "name"), text(p.path("form"), "file")) : null,
                texts(p.path("kinds")),
                p.has("validMonths") ? p.path("validMonths").asInt() : null);
    }

    static AppointmentRule rule(JsonNode t) {
        return new AppointmentRule(
                new Term(t.path("amount").asInt(), TermUnit.valueOf(text(t, "unit"))),
                DayCount.valueOf(text(t, "count")),
                t.has("cutoff") ? LocalTime.parse(text(t, "cutoff")) : null);
    }

    static @Nullable ShowWhen showWhen(JsonNode condition) {
        if (!condition.isObject()) {
            return null;
        }
        Set<String> in = new LinkedHashSet<>();
        each(condition.path("in")).forEach(value -> in.add(value.asString("")));
        return new ShowWhen(text(condition, "field"), in);
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asString("").strip();
    }

    static List<String> texts(JsonNode list) {
        return each(list).stream().map(n -> n.asString("").strip()).toList();
    }

    static List<JsonNode> each(JsonNode list) {
        List<JsonNode> all = new ArrayList<>();
        list.forEach(all::add);
        return all;
    }
}
