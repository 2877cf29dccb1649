package vn.motcua.dossier;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.catalog.Address;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Procedure;
import vn.motcua.organization.Actor;

/**
 * Fills a new filing from what a person stated before, after they said yes to it. Answers pass from one form to another
 * only where both say that they mean the same; what the new form would not take is left out.
 */
@Service
public class Prefills {

    static final String APPLICANT = "applicant.";

    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    /** Meanings that tell of one thing together: a name of this mother and a number of that one would be nobody. */
    private static final Map<String, String> TOGETHER =
            Map.of("mother", "parents", "father", "parents", "permit", "land", "work", "land", "design", "land");

    /** What is asked of every applicant, whatever the form. */
    private static final List<String> OF_APPLICANT = List.of("name", "identity", "phone", "email", "address");

    private final EarlierDossiers earlier;
    private final DossierRecords records;
    private final Catalog catalog;

    Prefills(EarlierDossiers earlier, DossierRecords records, Catalog catalog) {
        this.earlier = earlier;
        this.records = records;
        this.catalog = catalog;
    }

    /** What could be filled into one field: the value as one would type it, an address as one line. */
    public record Item(String field, String value, Source source) {}

    /** @param typed what goes into the field's inputs, by their names */
    private record Offer(Item item, Map<String, String> typed) {}

    /** What could be filled into the fields that are still blank. Nothing is changed by asking. */
    @Transactional(readOnly = true)
    public List<Item> offer(Draft draft, Owner owner) {
        return catalog.current(draft.procedureCode())
                .map(procedure -> offers(draft, procedure, known(owner)).stream()
                        .map(Offer::item)
                        .toList())
                .orElse(List.of());
    }

    /** The person agrees: blanks are filled, what was typed stays. Each dossier that is used is logged as looked at. */
    @Transactional
    public Draft allow(Draft draft, Owner owner, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        Map<String, Known> known = known(owner);
        Draft filled = refuse(draft, owner, now);
        Procedure procedure = catalog.current(draft.procedureCode()).orElseThrow();
        Map<String, String> applicant = new HashMap<>(filled.applicant());
        Map<String, String> answers = new HashMap<>(filled.answers());
        Map<String, Prefill.Filled> fields = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (Offer offer : offers(filled, procedure, known)) {
            Item item = offer.item();
            offer.typed().forEach((input, text) -> {
                if (input.startsWith(APPLICANT)) {
                    applicant.put(input.substring(APPLICANT.length()), text);
                } else {
                    answers.put(input, text);
                }
                fields.put(input, new Prefill.Filled(text, item.source()));
            });
            Optional.ofNullable(item.source().dossier()).ifPresent(used::add);
        }
        Actor by = actor(owner);
        for (EarlierDossiers.Earlier one : earlier.of(owner)) {
            // at a counter somebody else has looked at them all
            if (used.contains(one.code()) || owner instanceof Owner.AtCounter) {
                records.logAccess(one.id(), Act.of(by, null, at, null).by(), "prefill", at);
            }
        }
        return filled.withApplicant(applicant)
                .withAnswers(answers)
                .withPapers(draft.papers())
                .withPrefill(new Prefill(true, at, noted(owner), fields));
    }

    /** The person does not agree, or no longer: what was filled in and not changed is taken out, reused papers too. */
    public Draft refuse(Draft draft, Owner owner, Instant now) {
        Prefill before = draft.prefill();
        Map<String, String> applicant = new HashMap<>(draft.applicant());
        Map<String, String> answers = new HashMap<>(draft.answers());
        if (before != null) {
            Map<String, Prefill.Filled> fields = catalog.current(draft.procedureCode())
                    .map(procedure -> noted(before, procedure.form(), draft.answers()))
                    .orElse(before.fields());
            fields.forEach((field, filled) -> {
                Map<String, String> of = field.startsWith(APPLICANT) ? applicant : answers;
                String name = field.startsWith(APPLICANT) ? field.substring(APPLICANT.length()) : field;
                if (isStill(filled.value(), of.get(name))) {
                    of.remove(name);
                }
            });
        }
        return draft.withApplicant(applicant)
                .withAnswers(answers)
                .withPapers(draft.papers().stream()
                        .map(Content.HandedIn::withoutReused)
                        .filter(Content.HandedIn::isThere)
                        .toList())
                .withPrefill(new Prefill(false, now.truncatedTo(ChronoUnit.MICROS), noted(owner), Map.of()));
    }

    /** Where the fields come from that still say what was filled in, in all their inputs. @param form that is filled */
    public static Map<String, Source> sources(Draft draft, Form form) {
        Map<String, Source> sources = new HashMap<>();
        Set<String> changed = new HashSet<>();
        Prefill prefill = draft.prefill();
        if (prefill != null) {
            noted(prefill, form, draft.answers()).forEach((input, filled) -> {
                boolean ofApplicant = input.startsWith(APPLICANT);
                String typed = ofApplicant
                        ? draft.applicant().get(input.substring(APPLICANT.length()))
                        : draft.answers().get(input);
                int part = ofApplicant ? -1 : input.indexOf('.');
                String field = part < 0 ? input : input.substring(0, part);
                if (isStill(filled.value(), typed)) {
                    sources.put(field, filled.source());
                } else {
                    changed.add(field);
                }
            });
        }
        sources.keySet().removeAll(changed);
        return sources;
    }

    /**
     * What was filled in, by input: as the form shows it that took over meanwhile, a line in parts where it was saved so
     * since, and parts as a line.
     */
    private static Map<String, Prefill.Filled> noted(Prefill prefill, Form form, Map<String, String> answers) {
        Map<String, Prefill.Filled> noted = new HashMap<>(prefill.fields());
        for (Form.Field field : form.fields()) {
            Map<String, String> before = new HashMap<>();
            List<Source> from = new ArrayList<>();
            prefill.fields().forEach((input, filled) -> {
                if (input.equals(field.name()) || input.startsWith(field.name() + ".")) {
                    before.put(input, filled.value());
                    from.add(filled.source());
                }
            });
            if (!before.isEmpty() && before.keySet().stream().noneMatch(answers::containsKey)) {
                noted.keySet().removeAll(before.keySet());
                form.typed(field, before)
                        .forEach((input, text) -> noted.put(input, new Prefill.Filled(text, from.getFirst())));
            }
        }
        return noted;
    }

    /** Whether a field still says what was filled in; it comes back from the page as the page shows it. */
    static boolean isStill(String filled, @Nullable String typed) {
        if (typed == null) {
            return false;
        }
        String shown = typed.replace("\r\n", "\n").strip();
        String plain = filled.replace("\r\n", "\n").strip();
        return shown.equals(plain)
                || THOUSANDS.matcher(shown).matches() && shown.replace(".", "").equals(plain)
                || ISO_DATE.matcher(plain).matches() && shown.equals(DAY.format(LocalDate.parse(plain)));
    }

    private record Known(Object value, Source source) {}

    /** By meaning; what the account says counts before what was typed, the newer before the older. */
    private Map<String, Known> known(Owner owner) {
        Map<String, Known> known = new HashMap<>();
        if (owner instanceof Owner.SignedIn person) {
            person.account().forEach((meaning, value) -> known.put(meaning, new Known(value, Source.ACCOUNT)));
        }
        Map<String, String> toldBy = new HashMap<>();
        for (EarlierDossiers.Earlier one : earlier.of(owner)) {
            Source source =
                    new Source(Source.Kind.DOSSIER, one.code(), one.procedure().code(), one.filedAt());
            for (Form.Field field : one.procedure().form().fields()) {
                Object answer = one.content().answers().get(field.name());
                String meaning = field.meaning();
                if (meaning != null
                        && answer != null
                        && (meaning.startsWith(APPLICANT)
                                || one.code().equals(toldBy.computeIfAbsent(group(meaning), _ -> one.code())))) {
                    known.putIfAbsent(meaning, new Known(answer, source));
                }
            }
            ApplicantDetails stated = one.content().applicant();
            if (stated != null) {
                put(known, "name", stated.name(), source);
                put(known, "identity", stated.identity(), source);
                put(known, "phone", stated.phone(), source);
                put(known, "email", stated.email(), source);
                put(known, "address", stated.address(), source);
            }
        }
        return known;
    }

    private static String group(String meaning) {
        String first = meaning.substring(0, Math.max(0, meaning.indexOf('.')));
        return TOGETHER.getOrDefault(first, first);
    }

    private static void put(Map<String, Known> known, String name, @Nullable String value, Source source) {
        if (value != null && !value.isBlank()) {
            known.putIfAbsent(APPLICANT + name, new Known(value, source));
        }
    }

    private static List<Offer> offers(Draft draft, Procedure procedure, Map<String, Known> known) {
        List<Offer> offers = new ArrayList<>();
        for (String name : OF_APPLICANT) {
            Known value = known.get(APPLICANT + name);
            if (value != null && isBlank(draft.applicant().get(name))) {
                String text = typed(value.value());
                offers.add(new Offer(new Item(APPLICANT + name, text, value.source()), Map.of(APPLICANT + name, text)));
            }
        }
        for (Form.Field field : procedure.form().fields()) {
            Known value = known.get(Objects.requireNonNullElse(field.meaning(), ""));
            if (value == null || !procedure.form().isBlank(field, draft.answers())) {
                continue;
            }
            Map<String, String> typed = procedure
                    .form()
                    .begun(field, field.kind() == Form.Kind.ADDRESS ? value.value() : typed(value.value()));
            if (!typed.isEmpty()) {
                String shown = field.kind() == Form.Kind.ADDRESS
                        ? procedure.form().written(field, typed)
                        : typed(value.value());
                offers.add(new Offer(new Item(field.name(), shown, value.source()), typed));
            }
        }
        return offers;
    }

    private static boolean isBlank(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }

    /** As one would type it: a decimal comma, since a point groups thousands. */
    private static String typed(Object answer) {
        return switch (answer) {
            case Double d -> BigDecimal.valueOf(d).toPlainString().replace('.', ',');
            case BigDecimal d -> d.toPlainString().replace('.', ',');
            case Map<?, ?> address -> Address.of(address).line();
            default -> answer.toString();
        };
    }

    static Actor actor(Owner owner) {
        return switch (owner) {
            case Owner.SignedIn person -> person.citizen();
            case Owner.AtCounter person -> person.clerk();
        };
    }

    static @Nullable Long noted(Owner owner) {
        return owner instanceof Owner.AtCounter person ? person.clerk().id().value() : null;
    }
}
