package vn.motcua.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.ProcedureDraft;
import vn.motcua.catalog.ProcedureDrafts;
import vn.motcua.catalog.RecordDesign;
import vn.motcua.catalog.ShowWhen;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Choice;

/**
 * Editing the facts of a procedure's draft as ordinary fields: names, terms, papers, fees. A field is called by its place
 * in the record, under which faults are told too.
 */
@Controller
@RequestMapping(CatalogPages.ROOT + "/{code}/ban-nhap/thong-tin")
@Permit({Permission.CATALOG_EDIT, Permission.CATALOG_PUBLISH})
class CatalogFactPages {

    private static final Pattern PLACE = Pattern.compile("[^/]+/procedure\\.yaml#(/.+)");
    private static final List<String> DAYS = List.of("/validFrom", "/validTo");

    /** Before the place of a condition: the question it hangs on, and the answers it wants. */
    private static final String WHEN = "khi:";

    private static final String WHEN_IN = "khi-la:";

    /** Before each audience; by itself it says that they are asked on this page. */
    private static final String AUDIENCES = "cho:";

    private final ProcedureDrafts drafts;
    private final ProcessShelf processes;
    private final Clock clock;

    CatalogFactPages(ProcedureDrafts drafts, ProcessShelf processes, Clock clock) {
        this.drafts = drafts;
        this.processes = processes;
        this.clock = clock;
    }

    /** @param typed what is shown as typed because it could not be read */
    private record Edited(@Nullable RecordDesign record, Map<String, String> typed, List<Problem> unread) {}

    @GetMapping
    ModelAndView facts(
            @PathVariable String code,
            @RequestParam(name = "da", defaultValue = "") String done,
            Actor.Officer officer) {
        ProcedureDraft draft = known(code);
        RecordDesign record = RecordDesign.of(draft.files()).orElse(null);
        return page(draft, new Edited(record, Map.of(), List.of()), draft.files(), List.of(), officer)
                .addObject("done", done)
                .addObject("unsaved", false);
    }

    private ModelAndView page(
            ProcedureDraft draft,
            Edited edited,
            Map<String, String> files,
            List<Problem> problems,
            Actor.Officer officer) {
        return CatalogPages.marked(
                new ModelAndView("admin/catalogFacts")
                        .addObject("draft", draft)
                        .addObject("record", edited.record())
                        .addObject("words", FactWords.of(files, edited.typed()))
                        .addObject("units", units(draft.code(), edited.record()))
                        .addObject(
                                "faults",
                                drafts.problems(draft.code(), files).stream()
                                        .map(CatalogFactPages::placed)
                                        .toList())
                        .addObject("done", "")
                        .addObject("unsaved", true)
                        .addObject("mayEdit", officer.may(Permission.CATALOG_EDIT)),
                problems);
    }

    /** The units that answer for procedures, the one of the record among them, by key. */
    private List<Choice> units(String code, @Nullable RecordDesign record) {
        Map<String, String> units = new LinkedHashMap<>(processes.units(code));
        if (record != null && !record.value("/unit").isEmpty()) {
            units.putIfAbsent(record.value("/unit"), record.value("/unit"));
        }
        return units.entrySet().stream()
                .map(unit -> Choice.of(unit.getKey(), unit.getValue()))
                .toList();
    }

    private static Problem placed(Problem fault) {
        String place = fault.field();
        Matcher at = PLACE.matcher(place == null ? "" : place);
        return at.matches() ? new Problem(fault.code(), at.group(1), fault.args()) : fault;
    }

    @PostMapping
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView edit(
            @PathVariable String code,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            @RequestParam(name = "lam", defaultValue = "luu") String act,
            @RequestParam MultiValueMap<String, String> sent,
            Actor.Officer officer) {
        Map<String, String> posted = sent.toSingleValueMap();
        Optional<RecordDesign> carried = RecordDesign.carried(posted.getOrDefault("ho-so", ""));
        ProcedureDraft draft = drafts.find(code)
                .orElseThrow(() -> new DraftGone(
                        code,
                        carried.map(kept -> edited(kept, sent, Map.of(), act).record())
                                .map(typed -> typed.within(Map.of()))
                                .orElse(Map.of())));
        Optional<RecordDesign> record = carried.or(() -> RecordDesign.of(draft.files()));
        if (record.isEmpty()) {
            return CatalogPages.to(code + "/ban-nhap/thong-tin");
        }
        Edited edited = edited(record.get(), sent, draft.files(), act);
        RecordDesign now = edited.record() == null ? record.get() : edited.record();
        Map<String, String> files = now.within(draft.files());
        if (!act.equals("luu")) {
            return page(draft, edited, files, List.of(), officer);
        }
        Result<ProcedureDraft> saved = edited.unread().isEmpty()
                ? drafts.save(code, revision, files, officer, clock.instant())
                : Result.refused(edited.unread());
        return switch (saved) {
            case Result.Done<ProcedureDraft> ignored -> CatalogPages.to(code + "/ban-nhap/thong-tin?da=luu");
            case Result.Refused<ProcedureDraft> refused ->
                page(
                        drafts.find(code).orElseThrow(() -> new DraftGone(code, files)),
                        edited,
                        files,
                        refused.problems(),
                        officer);
        };
    }

    /** The record as it was typed. What was added or removed before on the page comes along with it. */
    private static Edited edited(
            RecordDesign kept, MultiValueMap<String, String> sent, Map<String, String> files, String act) {
        Map<String, String> posted = sent.toSingleValueMap();
        RecordDesign record = kept;
        Map<String, String> given = new HashMap<>();
        Set<String> ticked = new HashSet<>();
        Map<String, String> typed = new HashMap<>();
        List<Problem> unread = new ArrayList<>();
        posted.forEach((name, value) -> {
            String text = value.replace("\r\n", "\n");
            if (name.startsWith("?/")) {
                given.put(name.substring(1), "");
            } else if (DAYS.contains(name) && !text.isBlank()) {
                Optional<LocalDate> day = Typed.date(text);
                given.put(name, day.map(LocalDate::toString).orElse(text));
                if (day.isEmpty()) {
                    unread.add(Problem.at(name, "admin.date-unreadable"));
                }
            } else if (name.startsWith("/")) {
                if (posted.containsKey("?" + name)) {
                    ticked.add(name);
                }
                given.put(name, text);
            }
        });
        record = record.with(given, ticked);
        if (posted.containsKey(AUDIENCES)) {
            record = record.servingOnly(Arrays.stream(Audience.values())
                    .filter(audience -> posted.containsKey(AUDIENCES + audience.name()))
                    .collect(Collectors.toSet()));
        }
        record = conditions(record, sent, FactWords.of(files, Map.of()), unread);
        for (int n = 0; n < record.size("/fees"); n++) {
            String at = "/fees/" + n;
            String way = posted.getOrDefault("cach:" + at, "");
            String amount = posted.getOrDefault("tien:" + at, "");
            if (way.isEmpty() || way.equals(FactWords.FORMULA)) {
                if (!way.isEmpty()) {
                    typed.put("cach:" + at, way);
                }
                continue;
            }
            String field = way.equals(FactWords.EACH) ? posted.getOrDefault("nhan:" + at, "") : "";
            Optional<String> dong = RecordDesign.amount(amount);
            if (dong.isEmpty()) {
                unread.add(Problem.at("tien:" + at, "admin.facts.fee.amount-wrong"));
            } else if (way.equals(FactWords.EACH) && field.isEmpty()) {
                unread.add(Problem.at("nhan:" + at, "admin.facts.fee.times-missing"));
            } else {
                record = record.with(n, new RecordDesign.Rate(dong.get(), field));
                continue;
            }
            typed.put("cach:" + at, way);
            typed.put("tien:" + at, amount);
        }
        record = record.named();
        int colon = act.indexOf(':');
        if (colon > 0) {
            String how = act.substring(0, colon);
            String place = act.substring(colon + 1);
            record = how.equals("them") ? record.added(place) : record.moved(place, how);
        }
        return new Edited(record, typed, unread);
    }

    private static RecordDesign conditions(
            RecordDesign before, MultiValueMap<String, String> sent, FactWords words, List<Problem> unread) {
        RecordDesign record = before;
        for (Map.Entry<String, List<String>> one : sent.entrySet()) {
            if (!one.getKey().startsWith(WHEN)) {
                continue;
            }
            String place = one.getKey().substring(WHEN.length());
            String field = one.getValue().getFirst();
            Set<String> in = Set.copyOf(sent.getOrDefault(WHEN_IN + place, List.of()));
            record = record.when(
                    place,
                    field.isEmpty() ? null : new ShowWhen(field, in),
                    words.kind(field).orElse(null));
            if (!field.isEmpty() && in.isEmpty()) {
                unread.add(Problem.at(place, "admin.form.asked-none"));
            }
        }
        return record;
    }

    private ProcedureDraft known(String code) {
        return drafts.find(code).orElseThrow(() -> new DraftGone(code, Map.of()));
    }
}
