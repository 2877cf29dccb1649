package vn.motcua.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Prefill;
import vn.motcua.shared.Money;

/**
 * A dossier being taken in, at one of the screens of the counter.
 *
 * @param root address of the draft
 * @param screen which screen is drawn
 * @param answers typed answers of the form, wrong ones as typed
 * @param applicant as typed
 * @param total what all fees come to
 * @param paid CASH, TRANSFER, LATER or empty
 * @param notes what stands beside a field: where its answer is from, or that it is new
 */
public record CounterView(
        Draft draft,
        Procedure procedure,
        String agency,
        String root,
        String screen,
        Map<String, Object> answers,
        Map<String, String> applicant,
        List<PaperRow> papers,
        List<FeeRow> fees,
        Money total,
        String paid,
        Map<String, String> notes) {

    static final String WHO = "nguoi-nop";
    static final String PAPERS = "giay-to";
    static final String CHECK = "kiem-tra";
    static final List<String> SCREENS = List.of(WHO, PAPERS, CHECK);

    /**
     * A paper of the checklist.
     *
     * @param field name its inputs begin with
     * @param asked how many are asked for, told
     * @param originals how many are there; empty when none
     */
    public record PaperRow(
            String field,
            String name,
            String note,
            String asked,
            boolean required,
            boolean toShow,
            String originals,
            String copies,
            List<FileRow> files,
            List<OfferRow> offers) {

        public boolean there() {
            return !originals.isEmpty() || !copies.isEmpty() || !files.isEmpty();
        }
    }

    /** A file handed in with a paper; {@code from} tells the dossier it is used again from, empty when it is new. */
    public record FileRow(long id, String name, String from) {}

    /** A file of an earlier dossier that can be used again: what its button says it is, and the words beside it. */
    public record OfferRow(String choice, String words) {}

    /** A fee; its amount is {@code null} when the answers don't tell it, and {@code text} says what was announced. */
    public record FeeRow(String name, @Nullable Money amount, String text) {}

    public List<String> screens() {
        return SCREENS;
    }

    public String here() {
        return root + "/" + screen;
    }

    public String address(String other) {
        return root + "/" + other;
    }

    public String typed(String field) {
        return applicant.getOrDefault(field, "");
    }

    /** When it was noted that the person agrees to the use of what is known; {@code null} when it was not. */
    public @Nullable Instant agreed() {
        Prefill prefill = draft.prefill();
        return prefill != null && prefill.allowed() ? prefill.at() : null;
    }

    /** Whether it may also come by post. */
    public boolean byPost() {
        return procedure.offered(Channel.POST);
    }

    public boolean posted() {
        return byPost() && typed(CounterDraft.CHANNEL).equals(Channel.POST.name());
    }

    /** Whether both people and organisations may file it. */
    public boolean both() {
        return procedure.audiences().contains(Audience.CITIZEN)
                && procedure.audiences().contains(Audience.BUSINESS);
    }
}
