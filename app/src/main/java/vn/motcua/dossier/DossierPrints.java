package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.catalog.ChannelRule;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.PaperCase;
import vn.motcua.documents.ApologyForm;
import vn.motcua.documents.ControlSheetForm;
import vn.motcua.documents.ExtensionForm;
import vn.motcua.documents.Letterhead;
import vn.motcua.documents.PaperKind;
import vn.motcua.documents.PaperRow;
import vn.motcua.documents.PaperSize;
import vn.motcua.documents.PaymentReceiptForm;
import vn.motcua.documents.Person;
import vn.motcua.documents.PrintedForms;
import vn.motcua.documents.ReceiptForm;
import vn.motcua.documents.RefusalForm;
import vn.motcua.documents.StopForm;
import vn.motcua.documents.SupplementForm;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.payment.ChargeSummary;
import vn.motcua.payment.Receipt;

/**
 * The printed forms of a dossier, as PDF. Each says what the ledger says: form 01 as it was issued, whenever it is
 * printed again. Empty when the officer may not read the dossier, or there is nothing of the kind to print.
 */
@Service
public class DossierPrints {

    /** What stands before the place in an agency's name. */
    static final Pattern COMMITTEE = Pattern.compile(
            "^Ủy ban nhân dân (quận|huyện|thị xã|thành phố|tỉnh|phường|xã|thị trấn) ", Pattern.UNICODE_CASE);

    private final Ledger ledger;
    private final Dossiers dossiers;
    private final DossierRecords records;
    private final Organization organization;
    private final PrintedForms forms;
    private final PrintWords words;
    private final String publicUrl;

    DossierPrints(
            Ledger ledger,
            Dossiers dossiers,
            DossierRecords records,
            Organization organization,
            PrintedForms forms,
            PrintWords words,
            @Value("${motcua.public-url:http://localhost:8080}") String publicUrl) {
        this.ledger = ledger;
        this.dossiers = dossiers;
        this.records = records;
        this.organization = organization;
        this.forms = forms;
        this.words = words;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** Form 01, both copies. */
    @Transactional
    public Optional<byte[]> receipt(String code, Actor.Officer officer, Instant now) {
        return print(code, officer, now, p -> receiptForm(p).map(forms::receipt));
    }

    /** Form 01, the applicant's copy. */
    @Transactional(readOnly = true)
    public Optional<byte[]> receiptForApplicant(ApplicantPass pass, Instant now) {
        return receiptForm(printed(ledger.find(pass.dossier()).orElseThrow(), now))
                .map(forms::receiptForApplicant);
    }

    /** Form 02, the last one issued. */
    @Transactional
    public Optional<byte[]> supplementNotice(String code, Actor.Officer officer, Instant now) {
        return print(code, officer, now, p -> supplementForm(p).map(forms::supplement));
    }

    /** Form 02 for its applicant. */
    @Transactional(readOnly = true)
    public Optional<byte[]> supplementNoticeForApplicant(ApplicantPass pass, Instant now) {
        return supplementForm(printed(ledger.find(pass.dossier()).orElseThrow(), now))
                .map(forms::supplement);
    }

    /** Form 03; the step that sends it prints it before it is done, of the day on which it is printed. */
    @Transactional
    public Optional<byte[]> refusalNotice(String code, Actor.Officer officer, Instant now) {
        return print(
                code,
                officer,
                now,
                p -> refusalForm(p).or(() -> refusalToSend(p, officer, now)).map(forms::refusal));
    }

    /** Form 03 for its applicant, once it was sent. */
    @Transactional(readOnly = true)
    public Optional<byte[]> refusalNoticeForApplicant(ApplicantPass pass, Instant now) {
        return refusalForm(printed(ledger.find(pass.dossier()).orElseThrow(), now))
                .map(forms::refusal);
    }

    /** Form 04; its head signs it by hand. */
    @Transactional
    public Optional<byte[]> apology(String code, Actor.Officer officer, Instant now) {
        return print(code, officer, now, p -> apologyForm(p).map(forms::apology));
    }

    /** Notice of the last extension by law; its head signs it by hand. */
    @Transactional
    public Optional<byte[]> extension(String code, Actor.Officer officer, Instant now) {
        return print(code, officer, now, p -> extensionForm(p).map(forms::extension));
    }

    /** The same for its applicant. */
    @Transactional(readOnly = true)
    public Optional<byte[]> extensionForApplicant(ApplicantPass pass, Instant now) {
        return extensionForm(printed(ledger.find(pass.dossier()).orElseThrow(), now))
                .map(forms::extension);
    }

    /** Form 05. */
    @Transactional
    public Optional<byte[]> stopNotice(String code, Actor.Officer officer, Instant now) {
        return print(code, officer, now, p -> stopForm(p).map(forms::stop));
    }

    /** Form 06, up to now. */
    @Transactional
    public Optional<byte[]> controlSheet(String code, Actor.Officer officer, Instant now) {
        return print(code, officer, now, p -> controlSheetForm(p, now).map(forms::controlSheet));
    }

    /** The receipt for the fee. */
    @Transactional
    public Optional<byte[]> paymentReceipt(String code, Actor.Officer officer, Instant now) {
        return print(code, officer, now, p -> paymentForm(p).map(forms::paymentReceipt));
    }

    private record Printed(Dossier dossier, List<LedgerEntry> entries, Unit desk) {}

    private Optional<byte[]> print(
            String code, Actor.Officer officer, Instant now, Function<Printed, Optional<byte[]>> form) {
        return ledger.find(code)
                .filter(row -> Dossiers.mayRead(officer, row.state()))
                .flatMap(row -> {
                    records.logAccess(row.id(), Act.of(officer, null, now, null).by(), "print", now);
                    return form.apply(printed(row, now));
                });
    }

    private Printed printed(DossierRow row, Instant now) {
        return new Printed(
                dossiers.view(row, now),
                ledger.entries(row.id()),
                organization.unit(new vn.motcua.organization.UnitId(row.state().receivingUnit())));
    }

    private Optional<ReceiptForm> receiptForm(Printed p) {
        Dossier d = p.dossier();
        int version = d.contentVersion();
        for (LedgerEntry e : p.entries()) {
            switch (e.event()) {
                case DossierEvent.Submitted s -> version = s.contentVersion();
                case DossierEvent.Supplemented s -> version = s.contentVersion();
                case DossierEvent.Received received -> {
                    return Optional.of(new ReceiptForm(
                            PaperSize.A4,
                            head(p, "receipt"),
                            e.at(),
                            d.code(),
                            person(d),
                            request(d),
                            handedIn(records.content(d.id(), version)),
                            d.procedure().sets(),
                            term(d),
                            e.at(),
                            received.dueAt(),
                            words.t(
                                    "dossier.print.place",
                                    p.desk().name(),
                                    d.agency().address()),
                            null,
                            null,
                            name(e.by().officer()),
                            d.secret(),
                            trackingUrl(d)));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<SupplementForm> supplementForm(Printed p) {
        Dossier d = p.dossier();
        if (d.supplements().isEmpty()) {
            return Optional.empty();
        }
        SupplementNotice notice = d.supplements().getLast();
        List<PaperRow> papers = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (SupplementNotice.Item item : notice.items()) {
            Optional<Paper> paper = paper(d, item.paper());
            if (paper.isPresent()) {
                boolean original = paper.get().originals() > 0;
                papers.add(new PaperRow(
                        item.name(),
                        original ? PaperKind.ORIGINAL : PaperKind.PLAIN_COPY,
                        Math.max(
                                1,
                                original ? paper.get().originals() : paper.get().copies()),
                        item.instruction().isBlank() ? null : item.instruction()));
            } else {
                others.add(
                        item.instruction().isBlank()
                                ? item.name()
                                : words.t("dossier.print.note", item.name(), item.instruction()));
            }
        }
        String officer = name(notice.officer());
        return Optional.of(new SupplementForm(
                head(p, "supplement"),
                notice.askedAt(),
                d.code(),
                person(d),
                request(d),
                papers,
                others,
                notice.reason(),
                words.t(
                        "dossier.print.contact",
                        officer,
                        d.agency().name(),
                        d.agency().phone()),
                null,
                officer,
                trackingUrl(d)));
    }

    private Optional<ApologyForm> apologyForm(Printed p) {
        Dossier d = p.dossier();
        Instant received = d.receivedAt();
        Instant due = null;
        for (LedgerEntry e : p.entries()) {
            if (e.event() instanceof DossierEvent.Rescheduled r && received != null && due != null) {
                return Optional.of(new ApologyForm(
                        head(p, "apology"),
                        e.at(),
                        d.code(),
                        person(d),
                        request(d),
                        received,
                        due,
                        r.reason(),
                        r.dueAt(),
                        words.t("dossier.print.head-signs"),
                        "",
                        trackingUrl(d)));
            }
            due = due(e.event(), due);
        }
        return Optional.empty();
    }

    private Optional<ExtensionForm> extensionForm(Printed p) {
        Dossier d = p.dossier();
        Instant received = d.receivedAt();
        Instant due = null;
        ExtensionForm last = null;
        for (LedgerEntry e : p.entries()) {
            if (e.event() instanceof DossierEvent.Extended x && received != null && due != null) {
                last = new ExtensionForm(
                        head(p, "extension"),
                        e.at(),
                        d.code(),
                        person(d),
                        request(d),
                        received,
                        due,
                        x.reason(),
                        words.t("dossier.print.note", x.nameVi(), x.source()),
                        x.dueAt(),
                        words.t("dossier.print.head-signs"),
                        "",
                        trackingUrl(d));
            }
            due = due(e.event(), due);
        }
        return Optional.ofNullable(last);
    }

    /** The appointed time after an event, which as a rule is what it was. */
    private static @Nullable Instant due(DossierEvent event, @Nullable Instant before) {
        return switch (event) {
            case DossierEvent.Received r -> r.dueAt();
            case DossierEvent.Supplemented s -> s.dueAt() == null ? before : s.dueAt();
            case DossierEvent.ClockResumed r -> r.dueAt();
            case DossierEvent.OpinionGiven o -> o.dueAt() == null ? before : o.dueAt();
            case DossierEvent.OpinionDeemed o -> o.dueAt() == null ? before : o.dueAt();
            case DossierEvent.Rescheduled r -> r.dueAt();
            case DossierEvent.Extended x -> x.dueAt();
            case DossierEvent.AppointmentMoved m -> m.dueAt();
            default -> before;
        };
    }

    private Optional<StopForm> stopForm(Printed p) {
        Dossier d = p.dossier();
        return p.entries().reversed().stream()
                .filter(e -> e.event() instanceof DossierEvent.Discontinued)
                .findFirst()
                .map(e -> {
                    DossierEvent.Discontinued stopped = (DossierEvent.Discontinued) e.event();
                    Instant received = d.receivedAt();
                    return new StopForm(
                            head(p, "stop"),
                            e.at(),
                            d.code(),
                            person(d),
                            request(d),
                            received == null ? d.submittedAt() : received,
                            e.at(),
                            stopped.reason(),
                            stopped.legalBasis(),
                            words.t(
                                    "dossier.print.guidance",
                                    p.desk().name(),
                                    d.agency().address(),
                                    d.agency().phone()),
                            words.t("dossier.print.head-signs"),
                            "");
                });
    }

    private Optional<RefusalForm> refusalForm(Printed p) {
        for (LedgerEntry e : p.entries().reversed()) {
            switch (e.event()) {
                case DossierEvent.NotAccepted n -> {
                    return Optional.of(refusal(p, e.at(), e.by().officer(), n.reason(), n.legalBasis()));
                }
                case DossierEvent.Stopped s -> {
                    return Optional.of(refusal(p, e.at(), e.by().officer(), s.reason(), s.legalBasis()));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<RefusalForm> refusalToSend(Printed p, Actor.Officer officer, Instant now) {
        return p.dossier().refusalToSend()
                ? ProposedRefusal.of(p.entries()).map(r -> refusal(p, now, officer.id(), r.reason(), r.legalBasis()))
                : Optional.empty();
    }

    private RefusalForm refusal(Printed p, Instant at, @Nullable OfficerId officer, String reason, String legalBasis) {
        Dossier d = p.dossier();
        return new RefusalForm(
                head(p, "refusal"),
                at,
                d.code(),
                person(d),
                request(d),
                reason,
                legalBasis,
                words.t(
                        "dossier.print.guidance",
                        p.desk().name(),
                        d.agency().address(),
                        d.agency().phone()),
                name(officer));
    }

    private Optional<ControlSheetForm> controlSheetForm(Printed p, Instant now) {
        Dossier d = p.dossier();
        for (LedgerEntry e : p.entries()) {
            if (e.event() instanceof DossierEvent.Received received) {
                Instant due = d.dueAt();
                String lead = organization
                        .unitOf(d.agency().id(), d.procedure().unitKey())
                        .map(Unit::name)
                        .orElse(d.agency().name());
                return Optional.of(new ControlSheetForm(
                        head(p, "control"),
                        now,
                        d.code(),
                        d.applicant().name(),
                        request(d),
                        lead,
                        e.at(),
                        due == null ? received.dueAt() : due,
                        HandOvers.of(
                                p.entries(), d.applicant().name(), d.delivery().orElse(null), organization, words::t)));
            }
        }
        return Optional.empty();
    }

    private Optional<PaymentReceiptForm> paymentForm(Printed p) {
        Dossier d = p.dossier();
        return d.charge().map(ChargeSummary::receipt).filter(Objects::nonNull).map(r -> payment(p, r));
    }

    private PaymentReceiptForm payment(Printed p, Receipt r) {
        Dossier d = p.dossier();
        return new PaymentReceiptForm(
                new Letterhead(d.agency().name(), p.desk().name(), place(d), r.printedNumber()),
                r.paidAt(),
                d.code(),
                person(d),
                request(d),
                r.lines().stream()
                        .map(l -> new PaymentReceiptForm.Line(l.description(), l.amount()))
                        .toList(),
                words.t("payment.method." + r.method().name()),
                r.receivedBy());
    }

    private Letterhead head(Printed p, String form) {
        Dossier d = p.dossier();
        // the code's day and number: the dossier's own, so the letter can be found by either
        String number = d.code().substring(d.code().indexOf('-') + 1);
        return new Letterhead(
                d.agency().name(), p.desk().name(), place(d), words.t("dossier.print.number." + form, number));
    }

    private static String place(Dossier d) {
        return COMMITTEE.matcher(d.agency().name()).replaceFirst("");
    }

    private String request(Dossier d) {
        List<PaperCase> cases = d.procedure().cases();
        String name = d.procedure().name();
        return cases.size() < 2
                ? name
                : words.t(
                        "dossier.print.request",
                        name,
                        d.procedure().paperCase(d.caseKey()).name());
    }

    private static String term(Dossier d) {
        return d.procedure()
                .channel(d.channel())
                .filter(c -> c.ownRule() != null)
                .map(ChannelRule::termText)
                .orElseGet(() -> d.procedure().paperCase(d.caseKey()).termText());
    }

    private static Person person(Dossier d) {
        ApplicantDetails a = d.applicant();
        return new Person(a.name(), a.address(), a.phone(), a.email());
    }

    private static List<PaperRow> handedIn(Content content) {
        List<PaperRow> rows = new ArrayList<>();
        for (Content.HandedIn p : content.papers()) {
            if (p.originals() > 0) {
                rows.add(new PaperRow(p.name(), PaperKind.ORIGINAL, p.originals(), null));
            }
            if (p.copies() > 0) {
                rows.add(new PaperRow(p.name(), PaperKind.PLAIN_COPY, p.copies(), null));
            }
            if (p.originals() == 0 && p.copies() == 0 && !p.files().isEmpty()) {
                rows.add(new PaperRow(p.name(), PaperKind.ELECTRONIC, p.files().size(), null));
            }
        }
        return rows;
    }

    private static Optional<Paper> paper(Dossier d, @Nullable String key) {
        return d.procedure().paperCase(d.caseKey()).papers().stream()
                .filter(p -> p.key().equals(key))
                .findFirst();
    }

    private String trackingUrl(Dossier d) {
        return publicUrl + "/tra-cuu?ma=" + d.code();
    }

    private String name(@Nullable OfficerId officer) {
        return officer == null ? "" : organization.officer(officer).name();
    }
}
