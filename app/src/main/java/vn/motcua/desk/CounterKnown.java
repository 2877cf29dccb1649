package vn.motcua.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Channel;
import vn.motcua.documents.FileId;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.DraftChanges;
import vn.motcua.dossier.Owner;
import vn.motcua.dossier.Prefills;
import vn.motcua.dossier.ReusablePapers;
import vn.motcua.dossier.Source;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** What is known of a person at the counter, used when they are there, have shown who they are, and agree. */
@Component
class CounterKnown {

    /** The clerk's note that they agree; the buttons that fill in and take out; the one that uses a paper again. */
    static final String CONSENT = "dong-y-dung-lai";

    static final String FILL = "dien-san";
    static final String TAKE_OUT = "bo-dien-san";
    static final String REUSE = "dung-lai";

    private static final Pattern IDENTITY = Pattern.compile("\\d{9}|\\d{12}");
    private static final Pattern CHOICE = Pattern.compile("([A-Za-z0-9_-]+):(\\d{1,18})");

    private final Prefills prefills;
    private final ReusablePapers reusable;
    private final Clock clock;

    CounterKnown(Prefills prefills, ReusablePapers reusable, Clock clock) {
        this.prefills = prefills;
        this.reusable = reusable;
        this.clock = clock;
    }

    /** The person at the counter; nobody while their whole identity number is not there. */
    private static Optional<Owner> owner(CounterDraft draft, Actor.Officer clerk) {
        ApplicantDetails applicant = draft.applicant();
        String identity = applicant.identity();
        return identity != null
                        && applicant.kind() == ApplicantDetails.Kind.CITIZEN
                        && IDENTITY.matcher(identity).matches()
                ? Optional.of(new Owner.AtCounter(clerk, identity))
                : Optional.empty();
    }

    /** Fills the form in, once the clerk has noted that the person agrees. */
    Result<CounterDraft> fill(CounterDraft draft, boolean consent, Actor.Officer clerk) {
        if (!consent) {
            return Result.refused(Problem.at(CONSENT, "desk.known.consent-missing"));
        }
        if (draft.channel() == Channel.POST) {
            return Result.refused(Problem.at(CONSENT, "desk.known.by-post"));
        }
        return owner(draft, clerk)
                .map(o -> Result.done(draft.with(prefills.allow(draft.draft(), o, clock.instant()))))
                .orElseGet(() ->
                        Result.refused(Problem.at(CounterDraft.APPLICANT + "identity", "desk.known.identity-missing")));
    }

    CounterDraft takeOut(CounterDraft draft, Actor.Officer clerk) {
        String identity = Objects.requireNonNullElse(draft.applicant().identity(), "");
        return draft.with(prefills.refuse(draft.draft(), new Owner.AtCounter(clerk, identity), clock.instant()));
    }

    /** Another number is another person: what was filled in for the one before is taken out. */
    CounterDraft ofSamePerson(CounterDraft before, CounterDraft after, Actor.Officer clerk) {
        boolean same =
                Objects.equals(before.applicant().identity(), after.applicant().identity());
        return same || !after.draft().mayUseKnown() ? after : takeOut(after, clerk);
    }

    /** @param chosen the paper and the number of the file, as the button says */
    Result<CounterDraft> reuse(CounterDraft draft, String chosen, Actor.Officer clerk) {
        Matcher choice = CHOICE.matcher(chosen);
        Optional<Owner> owner = owner(draft, clerk);
        if (!choice.matches() || owner.isEmpty()) {
            return Result.done(draft);
        }
        FileId file = new FileId(Long.parseLong(choice.group(2)));
        return reusable.reuse(draft.draft(), choice.group(1), file, owner.get(), clock.instant())
                .map(draft::with);
    }

    /** Files that can be used again, by paper. */
    List<ReusablePapers.Offer> offers(CounterDraft draft, Actor.Officer clerk) {
        return owner(draft, clerk)
                .map(o -> reusable.offers(draft.draft(), o, clock.instant()))
                .orElse(List.of());
    }

    static CounterView.OfferRow offer(ReusablePapers.Offer offer, Page page) {
        LocalDate until = offer.validUntil();
        return new CounterView.OfferRow(
                offer.paper() + ":" + offer.file().value(),
                page.t("desk.papers.had", offer.name(), dossier(offer.source()), day(offer.source(), page))
                        + (until == null ? "" : " · " + page.t("desk.papers.until", page.date(until))));
    }

    /** What stands beside a field: where its answer is from, or that a new version asks for it. */
    static Map<String, String> notes(CounterDraft draft, Page page) {
        Map<String, String> notes = new HashMap<>();
        Draft typed = draft.draft();
        Prefills.sources(typed, draft.procedure().form())
                .forEach((field, source) -> notes.put(
                        field,
                        page.t(
                                "desk.known.from",
                                Objects.requireNonNullElse(source.procedure(), ""),
                                day(source, page))));
        DraftChanges.stillAnew(typed, draft.procedure().form())
                .forEach(name -> notes.put(name, page.t("desk.change.mark")));
        return notes;
    }

    static String reused(Source source, Page page) {
        return page.t("desk.papers.reused", dossier(source), day(source, page));
    }

    private static String dossier(Source source) {
        return Objects.requireNonNullElse(source.dossier(), "");
    }

    private static String day(Source source, Page page) {
        Instant at = source.at();
        return at == null ? "" : page.date(at);
    }
}
