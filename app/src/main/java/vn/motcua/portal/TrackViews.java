package vn.motcua.portal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Explanation;
import vn.motcua.catalog.Channel;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.dossier.Consultation;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.dossier.Holder;
import vn.motcua.dossier.Responsibility;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.dossier.TimelineEntry;
import vn.motcua.feedback.Ratings;
import vn.motcua.organization.Agency;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.process.TaskSummary;
import vn.motcua.web.Page;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/** Tells a dossier to its owner. */
@Component
class TrackViews {

    private final Organization organization;
    private final TrackClock clock;
    private final TrackMoments moments;
    private final Ratings ratings;
    private final Files files;
    private final TrackFees fees;

    TrackViews(
            Organization organization,
            TrackClock clock,
            TrackMoments moments,
            Ratings ratings,
            Files files,
            TrackFees fees) {
        this.organization = organization;
        this.clock = clock;
        this.moments = moments;
        this.ratings = ratings;
        this.files = files;
        this.fees = fees;
    }

    /** @param uploaded what was uploaded for an open supplement and not sent yet, by input field */
    TrackView of(Dossier d, Map<String, List<FileId>> uploaded, Page page, Instant now) {
        boolean open = !d.status().isClosed();
        boolean asked = d.status() == DossierStatus.SUPPLEMENT_ASKED;
        Instant closed = d.closedAt();
        Instant until = d.status().isPaused() && d.status() != DossierStatus.CONSULTING ? null : d.holderUntil();
        boolean promised = open && d.processedAt() == null;
        FileId result = resultToCollect(d);
        TrackView.Supplement supplement = asked ? supplement(d, uploaded) : null;
        return new TrackView(
                d.code(),
                d.secret(),
                d.procedure().code(),
                d.procedure().shortName(),
                d.agency().name(),
                d.applicant().maskedName(),
                StatusLook.valueOf(d.status().name()),
                supplement == null ? null : yourTurn(supplement, page),
                closed != null ? page.t("portal.track.closed", closed) : who(d.holder(), page),
                person(d.holder()),
                open ? d.holderSince() : null,
                until,
                until == null ? null : clock.left(d, d.holderSince(), now, until),
                promised ? d.dueAt() : null,
                promised ? dueLeft(d, now) : null,
                why(d.why(), page),
                moments.of(d, page),
                duties(d, page),
                "/thu-tuc/" + d.procedure().code() + "/quy-trinh.bpmn?ban="
                        + d.procedure().process().value(),
                d.tasks().stream().map(TaskSummary::elementId).collect(Collectors.joining(" ")),
                supplement,
                fees.of(d, page),
                forms(d),
                d.resultNo(),
                result == null ? null : result.value(),
                open && d.status() != DossierStatus.PROCESSED,
                mayRate(d),
                ratings.of(d.id()).map(r -> r.form().overall()).orElse(0),
                UUID.randomUUID().toString(),
                open ? advice(d, page) : "",
                open ? null : ending(d, page));
    }

    private @Nullable TimeLeft dueLeft(Dossier d, Instant now) {
        Instant due = d.dueAt();
        Instant received = d.receivedAt();
        Long minutes = d.minutesLeft();
        if (minutes == null || due == null || received == null) {
            return null;
        }
        return d.status().isPaused() ? clock.kept(d, minutes) : clock.left(d, received, now, due);
    }

    /** The result is there, or the refusal: now the service can be judged. */
    static boolean mayRate(Dossier d) {
        return switch (d.status()) {
            case PROCESSED, RETURNED, STOPPED, DISCONTINUED, NOT_ACCEPTED -> true;
            case SUBMITTED, RECEIVED, IN_PROCESS, SUPPLEMENT_ASKED, PAYMENT_ASKED, CONSULTING, WITHDRAWN -> false;
        };
    }

    /** The result's file once the result is ready; one that is still being worked on is nobody's yet. */
    static @Nullable FileId resultToCollect(Dossier d) {
        return d.status() == DossierStatus.PROCESSED || d.status() == DossierStatus.RETURNED ? d.resultFile() : null;
    }

    static List<String> why(@Nullable Explanation why, Page page) {
        return why == null
                ? List.of()
                : why.in(page.locale()).lines().stream()
                        .map(line -> page.line(line.key(), line.args(), why.minutesPerDay()))
                        .toList();
    }

    private TrackView.@Nullable Supplement supplement(Dossier d, Map<String, List<FileId>> uploaded) {
        return TrackSupplement.open(d)
                .map(notice -> {
                    List<TrackView.Supplement.Item> items = new ArrayList<>();
                    for (int i = 0; i < notice.items().size(); i++) {
                        SupplementNotice.Item item = notice.items().get(i);
                        String field = TrackSupplement.field(notice, i);
                        items.add(new TrackView.Supplement.Item(
                                field,
                                item.name(),
                                item.instruction(),
                                TrackSupplement.required(notice, i),
                                uploaded.getOrDefault(field, List.of()).stream()
                                        .map(files::info)
                                        .map(file -> PaperLine.UploadedFile.of(file, ""))
                                        .toList()));
                    }
                    return new TrackView.Supplement(notice.reason(), items, d.receivedAt() != null);
                })
                .orElse(null);
    }

    private static String yourTurn(TrackView.Supplement supplement, Page page) {
        List<TrackView.Supplement.Item> items = supplement.items();
        return items.size() == 1
                ? page.t("portal.track.your-turn", items.getFirst().name())
                : page.t("portal.track.your-turn.many", items.size());
    }

    /** The printed forms that were issued, by the name they are asked for. */
    private static List<String> forms(Dossier d) {
        List<String> forms = new ArrayList<>();
        if (d.receivedAt() != null) {
            forms.add("giay-hen");
        }
        if (!d.supplements().isEmpty()) {
            forms.add("phieu-bo-sung");
        }
        if (d.timeline().stream().anyMatch(e -> e.kind().equals("EXTENDED"))) {
            forms.add("gia-han");
        }
        if (d.status() == DossierStatus.NOT_ACCEPTED || d.status() == DossierStatus.STOPPED) {
            forms.add("phieu-tu-choi");
        }
        return forms;
    }

    private static final Set<String> ENDED_WITHOUT_RESULT = Set.of("NOT_ACCEPTED", "STOPPED", "DISCONTINUED");

    private static String advice(Dossier d, Page page) {
        return switch (d.status()) {
            case SUPPLEMENT_ASKED -> "";
            case PROCESSED -> page.t("portal.track.advice.collect", d.agency().name());
            case PAYMENT_ASKED -> page.t("portal.track.advice.payment");
            default -> consulting(d, page);
        };
    }

    /** Whose answer is awaited, until when, and what its silence would mean. */
    private static String consulting(Dossier d, Page page) {
        Consultation asked = d.consultation();
        Instant until = asked == null ? null : asked.answerBy();
        return asked == null || until == null
                ? page.t("portal.track.advice")
                : page.t(
                        d.status() == DossierStatus.CONSULTING
                                ? "portal.track.advice.consulting"
                                : "portal.track.advice.consulting.running",
                        asked.asked(),
                        until,
                        Objects.requireNonNullElse(asked.legalBasis(), ""));
    }

    /** What one can still do when the dossier is closed. */
    private static TrackView.Ending ending(Dossier d, Page page) {
        TimelineEntry refusal = d.timeline().reversed().stream()
                .filter(e -> ENDED_WITHOUT_RESULT.contains(e.kind()))
                .findFirst()
                .orElse(null);
        return new TrackView.Ending(
                page.t("portal.ending." + d.status()),
                refusal == null ? null : refusal.detail(),
                refusal == null ? null : refusal.legalBasis(),
                d.procedure().offered(Channel.ONLINE) && d.status() != DossierStatus.RETURNED,
                place(d.agency()));
    }

    static String place(Agency a) {
        return a.phone().isEmpty() ? a.name() + ", " + a.address() : a.name() + ", " + a.address() + ", " + a.phone();
    }

    private String who(Holder holder, Page page) {
        return switch (holder) {
            case Holder.Applicant ignored -> page.t("portal.track.you");
            case Holder.Office o -> organization.unit(o.unit()).name();
            case Holder.Consulted c -> c.agency();
            case Holder.Nobody ignored -> page.t("portal.track.nobody");
        };
    }

    private @Nullable String person(Holder holder) {
        return holder instanceof Holder.Office(UnitId ignored, OfficerId officer) && officer != null
                ? organization.officer(officer).name()
                : null;
    }

    private List<TrackView.Duty> duties(Dossier d, Page page) {
        Map<String, Long> minutes = new LinkedHashMap<>();
        for (Responsibility.Span span : d.responsibility()) {
            minutes.merge(who(span.holder(), page), span.minutes(), Long::sum);
        }
        String you = page.t("portal.track.you");
        return minutes.entrySet().stream()
                .map(e -> new TrackView.Duty(
                        e.getKey(), e.getValue(), d.minutesPerDay(), e.getKey().equals(you)))
                .toList();
    }
}
