package vn.motcua.portal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.DraftChanges;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.Owner;
import vn.motcua.dossier.Prefills;
import vn.motcua.dossier.ReusablePapers;
import vn.motcua.dossier.Source;
import vn.motcua.identity.CitizenProfile;
import vn.motcua.identity.CurrentActor;
import vn.motcua.organization.Actor;
import vn.motcua.web.Page;

/** What is known already of the person who files, and where each piece of it is from. */
@Component
class FilingKnown {

    private static final String APPLICANT = "applicant.";

    private final Prefills prefills;
    private final ReusablePapers reusable;
    private final CurrentActor current;

    FilingKnown(Prefills prefills, ReusablePapers reusable, CurrentActor current) {
        this.prefills = prefills;
        this.reusable = reusable;
        this.current = current;
    }

    /** Who the earlier dossiers must belong to; nobody for a guest. */
    Optional<Owner> owner(Actor actor) {
        return actor instanceof Actor.Citizen citizen
                ? Optional.of(new Owner.SignedIn(citizen, account(current.citizen())))
                : Optional.empty();
    }

    private static Map<String, String> account(@Nullable CitizenProfile profile) {
        Map<String, String> known = new HashMap<>();
        if (profile != null) {
            ApplicantFields.of(profile).forEach((name, value) -> known.put(APPLICANT + name, value));
            if (profile.birthDate() != null) {
                known.put("applicant.birthDate", profile.birthDate().toString());
            }
        }
        return known;
    }

    /** Whether there is anything to ask the person about. */
    boolean isAnything(Draft draft, Actor actor, Instant now) {
        return owner(actor)
                .filter(o -> !prefills.offer(draft, o).isEmpty()
                        || !reusable.there(draft, o, now).isEmpty())
                .isPresent();
    }

    /** What would be filled in, by where it is from. */
    List<KnownGroup> groups(Draft draft, Procedure procedure, Owner owner, Page page) {
        Map<String, List<KnownGroup.Line>> groups = new LinkedHashMap<>();
        for (Prefills.Item item : prefills.offer(draft, owner)) {
            Optional<Form.Field> field = procedure.form().field(item.field());
            groups.computeIfAbsent(heading(item.source(), page), k -> new ArrayList<>())
                    .add(new KnownGroup.Line(
                            field.map(Form.Field::label).orElseGet(() -> page.t("portal." + item.field())),
                            field.map(f -> page.answer(f.kind().name(), f.written(item.value())))
                                    .orElse(item.value())));
        }
        return groups.entrySet().stream()
                .map(e -> new KnownGroup(e.getKey(), e.getValue()))
                .toList();
    }

    private static String heading(Source source, Page page) {
        Instant at = source.at();
        return at == null
                ? page.t("portal.known.account")
                : page.t("portal.known.dossier", dossier(source), page.date(at));
    }

    /** The papers that could be used again, told. */
    List<String> papers(Draft draft, Owner owner, Instant now, Page page) {
        return reusable.there(draft, owner, now).stream()
                .map(o -> o.name() + " · "
                        + page.t(
                                o.source().kind() == Source.Kind.RESULT
                                        ? "portal.known.result"
                                        : "portal.known.dossier",
                                dossier(o.source()),
                                day(o.source(), page)))
                .toList();
    }

    Map<String, List<PaperLine.Offer>> offers(Draft draft, Actor actor, Instant now, Page page) {
        Map<String, List<PaperLine.Offer>> offers = new HashMap<>();
        owner(actor).ifPresent(owner -> {
            for (ReusablePapers.Offer o : reusable.offers(draft, owner, now)) {
                offers.computeIfAbsent(o.paper(), k -> new ArrayList<>())
                        .add(new PaperLine.Offer(
                                o.file().value(),
                                page.t(
                                        o.source().kind() == Source.Kind.RESULT
                                                ? "portal.papers.issued"
                                                : "portal.papers.had",
                                        o.name(),
                                        day(o.source(), page),
                                        dossier(o.source())),
                                o.validUntil() == null
                                        ? ""
                                        : page.t("portal.papers.until", page.longDate(o.validUntil()))));
            }
        });
        return offers;
    }

    /** What stands beside a field: where its answer is from, or that a new version asks for it. */
    Map<String, String> notes(Draft draft, Procedure procedure, Page page) {
        Map<String, String> notes = new HashMap<>();
        Prefills.sources(draft, procedure.form()).forEach((field, source) -> {
            Instant at = source.at();
            notes.put(
                    field,
                    at == null
                            ? page.t("portal.known.from-account")
                            : page.t(
                                    "portal.known.from-dossier",
                                    Objects.requireNonNullElse(source.procedure(), ""),
                                    page.date(at)));
        });
        DraftChanges.stillAnew(draft, procedure.form()).forEach(name -> notes.put(name, page.t("portal.change.mark")));
        return notes;
    }

    static String reused(Source source, Page page) {
        return page.t("portal.papers.reused", dossier(source), day(source, page));
    }

    /** Of which draft a filing is, and whether the provider vouches for the applicant. */
    Filing.Origin origin(Draft draft, Procedure procedure) {
        CitizenProfile profile = current.citizen();
        String identity = ApplicantFields.details(draft.applicant()).identity();
        return Filing.Origin.of(
                draft,
                procedure.form(),
                profile != null && identity != null && identity.equals(profile.identityNumber()));
    }

    private static String dossier(Source source) {
        return Objects.requireNonNullElse(source.dossier(), "");
    }

    private static String day(Source source, Page page) {
        Instant at = source.at();
        return at == null ? "" : page.date(at);
    }
}
