package vn.motcua.desk;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.FileId;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Filing;
import vn.motcua.organization.AgencyId;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.shared.Problem;

/**
 * What a clerk has typed so far, right or wrong, between the screens of the counter.
 *
 * @param agency whose desk takes the dossier in
 */
record CounterDraft(Draft draft, Procedure procedure, AgencyId agency) {

    static final String APPLICANT = "applicant.";
    static final String PAPER = "paper.";

    /** How the fee is paid; {@link #LATER} and {@link PaymentMethod} are its answers. */
    static final String PAID = "paid";

    static final String LATER = "LATER";

    /** How the dossier came, and the day on the postmark of one that came by post. */
    static final String CHANNEL = "channel";

    static final String POSTMARK = "postmark";

    /** The envelope is kept among the papers: its postmark shows when the applicant sent it. */
    static final String ENVELOPE = "bi-thu";

    private static final List<String> APPLICANT_FIELDS =
            List.of(CHANNEL, POSTMARK, "kind", "name", "identity", "phone", "email", "address");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    Map<String, Object> answers() {
        return procedure.form().read(draft.answers());
    }

    /** For drawing the form again: what was read, and what was typed where nothing could be read. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new HashMap<>(draft.answers());
        shown.putAll(answers());
        return shown;
    }

    String caseKey() {
        return procedure.caseOf(answers()).key();
    }

    List<Paper> papers() {
        return procedure.papersFor(caseKey(), answers());
    }

    Content.HandedIn handedIn(Paper paper) {
        return draft.papers().stream()
                .filter(p -> p.paper().equals(paper.key()))
                .findFirst()
                .orElseGet(() -> new Content.HandedIn(paper.key(), paper.name(), 0, 0, List.of()));
    }

    /** Papers the answers no longer ask for stay in the draft but are not handed in. */
    Filing filing() {
        List<Content.HandedIn> there = papers().stream()
                .map(this::handedIn)
                .filter(Content.HandedIn::isThere)
                .toList();
        return new Filing(
                procedure.code(),
                agency,
                applicant(),
                answers(),
                there,
                Filing.Origin.of(draft, procedure.form(), false));
    }

    /** As {@link #filing()}, with the envelope of one that came by post. */
    Filing filing(UnaryOperator<String> envelope) {
        Filing filing = filing();
        if (channel() == Channel.COUNTER) {
            return filing;
        }
        List<Content.HandedIn> all = new ArrayList<>(filing.papers());
        all.add(new Content.HandedIn(ENVELOPE, envelope.apply(postmarkTyped()), 1, 0, List.of()));
        return new Filing(
                filing.procedureCode(), filing.agency(), filing.applicant(), filing.answers(), all, filing.origin());
    }

    Channel channel() {
        boolean posted =
                Channel.POST.name().equals(draft.applicant().get(CHANNEL)) || !procedure.offered(Channel.COUNTER);
        return posted && procedure.offered(Channel.POST) ? Channel.POST : Channel.COUNTER;
    }

    /** What is wrong with the day on the postmark; the clock runs from receipt, so it only has to be a day there was. */
    Optional<Problem> postmarkProblem(LocalDate today) {
        if (channel() == Channel.COUNTER) {
            return Optional.empty();
        }
        String field = APPLICANT + POSTMARK;
        if (postmarkTyped().isEmpty()) {
            return Optional.of(Problem.at(field, "desk.post.mark-missing"));
        }
        LocalDate day = day(postmarkTyped());
        return day == null || day.isAfter(today)
                ? Optional.of(Problem.at(field, "desk.post.mark-wrong", postmarkTyped()))
                : Optional.empty();
    }

    private String postmarkTyped() {
        return draft.applicant().getOrDefault(POSTMARK, "");
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed, DAY);
        } catch (DateTimeParseException notADay) {
            return null;
        }
    }

    ApplicantDetails applicant() {
        Map<String, String> typed = draft.applicant();
        return new ApplicantDetails(
                "ORGANISATION".equals(typed.get("kind"))
                        ? ApplicantDetails.Kind.ORGANISATION
                        : ApplicantDetails.Kind.CITIZEN,
                typed.getOrDefault("name", "").replaceAll("\\s+", " "),
                number(typed.get("identity")),
                number(typed.get("phone")),
                typed.get("email"),
                typed.get("address"));
    }

    String paid() {
        return draft.applicant().getOrDefault(PAID, "");
    }

    @Nullable
    PaymentMethod payment() {
        return paid().isEmpty() || paid().equals(LATER) ? null : PaymentMethod.valueOf(paid());
    }

    CounterDraft withApplicant(Map<String, String> posted) {
        Map<String, String> typed = new HashMap<>();
        for (String name : APPLICANT_FIELDS) {
            String value = posted.get(APPLICANT + name);
            if (value != null && !value.isBlank()) {
                typed.put(name, value.strip());
            }
        }
        if (!paid().isEmpty()) {
            typed.put(PAID, paid());
        }
        return with(draft.withApplicant(typed));
    }

    /** What was typed for questions of a version that is no longer in force stays, to be told of. */
    CounterDraft withAnswers(Map<String, String> posted) {
        Map<String, String> typed = new HashMap<>(draft.answers());
        typed.replaceAll((name, before) -> posted.getOrDefault(name, before));
        for (Form.Field field : procedure.form().fields()) {
            field.keep(posted, typed);
        }
        return with(draft.withAnswers(typed));
    }

    /** Fills what is still blank from what is known; what was typed is never overwritten. */
    CounterDraft filledFrom(ApplicantDetails known) {
        Map<String, String> typed = new HashMap<>(draft.applicant());
        if (known.kind() == ApplicantDetails.Kind.ORGANISATION) {
            typed.put("kind", known.kind().name());
        }
        fill(typed, "name", known.name());
        fill(typed, "identity", known.identity());
        fill(typed, "phone", known.phone());
        fill(typed, "email", known.email());
        fill(typed, "address", known.address());
        return with(draft.withApplicant(typed));
    }

    CounterDraft paidBy(String how) {
        boolean known = how.equals(LATER) || isMethod(how);
        Map<String, String> typed = new HashMap<>(draft.applicant());
        if (known) {
            typed.put(PAID, how);
        }
        return with(draft.withApplicant(typed));
    }

    /**
     * The counts of papers as typed; a number that cannot be is told at its paper and left as it was.
     *
     * @param files newly handed in, by paper
     */
    CounterDraft withPapers(Map<String, String> posted, Map<String, List<FileId>> files, List<Problem> problems) {
        List<Content.HandedIn> all = new ArrayList<>(draft.papers());
        for (Paper paper : papers()) {
            Content.HandedIn before = handedIn(paper);
            List<FileId> kept = new ArrayList<>(before.files());
            kept.removeIf(f -> (PAPER + paper.key() + ":" + f.value()).equals(posted.get("bo")));
            kept.addAll(files.getOrDefault(paper.key(), List.of()));
            String field = PAPER + paper.key();
            int originals = paper.toShow()
                    ? posted.containsKey(field + ".originals") ? 1 : 0
                    : count(posted, field, ".originals", before.originals(), problems);
            int copies = paper.toShow() ? 0 : count(posted, field, ".copies", before.copies(), problems);
            put(all, before.counted(originals, copies, kept));
        }
        return with(draft.withPapers(all));
    }

    /** Everything required is there as asked; papers already counted stay as they are. */
    CounterDraft withAllPapers() {
        List<Content.HandedIn> all = new ArrayList<>(draft.papers());
        for (Paper paper : papers()) {
            Content.HandedIn before = handedIn(paper);
            if (paper.required() && before.originals() == 0 && before.copies() == 0) {
                int originals =
                        paper.toShow() || paper.copies() == 0 ? Math.max(1, paper.originals()) : paper.originals();
                int copies = paper.toShow() ? 0 : paper.copies();
                put(all, before.counted(originals, copies, before.files()));
            }
        }
        return with(draft.withPapers(all));
    }

    CounterDraft with(Draft changed) {
        return new CounterDraft(changed, procedure, agency);
    }

    private static void put(List<Content.HandedIn> all, Content.HandedIn paper) {
        all.removeIf(p -> p.paper().equals(paper.paper()));
        all.add(paper);
    }

    private static int count(
            Map<String, String> posted, String field, String what, int before, List<Problem> problems) {
        String typed = Optional.ofNullable(posted.get(field + what)).orElse("").strip();
        if (typed.isEmpty()) {
            return 0;
        }
        if (!typed.matches("\\d{1,2}")) {
            problems.add(Problem.at(field, "desk.papers.count-wrong", typed));
            return before;
        }
        return Integer.parseInt(typed);
    }

    private static boolean isMethod(String how) {
        for (PaymentMethod method : PaymentMethod.values()) {
            if (method.name().equals(how)) {
                return true;
            }
        }
        return false;
    }

    private static void fill(Map<String, String> typed, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            typed.putIfAbsent(name, value);
        }
    }

    /** An identity number or phone without the blanks and points people group it by. */
    static @Nullable String number(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        String plain = typed.replaceAll("[\\s().]", "");
        return plain.startsWith("+84") ? "0" + plain.substring(3) : plain;
    }
}
