package vn.motcua.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.motcua.documents.FileId;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.shared.Problem;

/** The answer to a notice that asks for a supplement: each paper asked for has its input, and all of them are needed. */
final class TrackSupplement {

    private TrackSupplement() {}

    static Optional<SupplementNotice> open(Dossier d) {
        return d.supplements().stream().filter(s -> s.answeredAt() == null).findFirst();
    }

    /** The input of an item. */
    static String field(SupplementNotice notice, int item) {
        return "paper." + key(notice, item);
    }

    /** A file is needed for every paper; what is no paper may be proved by one, and must where nothing else is asked. */
    static boolean required(SupplementNotice notice, int item) {
        return notice.items().get(item).paper() != null || notice.items().size() == 1;
    }

    static List<Problem> missing(SupplementNotice notice, Map<String, List<FileId>> uploaded) {
        List<Problem> missing = new ArrayList<>();
        for (int i = 0; i < notice.items().size(); i++) {
            if (required(notice, i) && files(notice, i, uploaded).isEmpty()) {
                missing.add(Problem.at(
                        field(notice, i),
                        "portal.supplement.missing",
                        notice.items().get(i).name()));
            }
        }
        boolean nothing = uploaded.values().stream().allMatch(List::isEmpty);
        if (missing.isEmpty() && nothing) {
            missing.add(Problem.at(field(notice, 0), "portal.supplement.nothing"));
        }
        return missing;
    }

    static List<Content.HandedIn> handedIn(SupplementNotice notice, Map<String, List<FileId>> uploaded) {
        List<Content.HandedIn> papers = new ArrayList<>();
        for (int i = 0; i < notice.items().size(); i++) {
            List<FileId> files = files(notice, i, uploaded);
            if (!files.isEmpty()) {
                papers.add(new Content.HandedIn(
                        key(notice, i), notice.items().get(i).name(), 0, 0, files));
            }
        }
        return papers;
    }

    private static List<FileId> files(SupplementNotice notice, int item, Map<String, List<FileId>> uploaded) {
        return uploaded.getOrDefault(field(notice, item), List.of());
    }

    /** A paper of the procedure keeps its key; anything else asked for gets one of its own. */
    private static String key(SupplementNotice notice, int item) {
        String paper = notice.items().get(item).paper();
        return paper != null ? paper : "bo-sung-" + notice.no() + "-" + (item + 1);
    }
}
