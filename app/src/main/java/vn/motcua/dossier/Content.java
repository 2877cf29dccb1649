package vn.motcua.dossier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.documents.FileId;

/**
 * What the applicant stated and handed in, as of one version of a dossier. Decisions are made on a version, named by its
 * hash.
 *
 * @param answers the form's answers by field name
 * @param applicant who files; {@code null} in contents of before this was kept
 */
public record Content(
        Map<String, Object> answers,
        List<HandedIn> papers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ApplicantDetails applicant) {

    public Content {
        answers = Map.copyOf(answers);
        papers = List.copyOf(papers);
    }

    /**
     * A paper as it was handed in.
     *
     * @param paper key of the paper in the procedure
     * @param originals number of originals handed in, {@code copies} of copies; both 0 when only files were sent
     */
    public record HandedIn(String paper, String name, int originals, int copies, List<FileId> files) {
        public HandedIn {
            files = List.copyOf(files);
        }

        public boolean isThere() {
            return originals > 0 || copies > 0 || !files.isEmpty();
        }
    }

    /** SHA-256 of the canonical JSON (RFC 8785) of answers, papers and applicant, in hexadecimal. */
    public String hash() {
        return HexFormat.of()
                .formatHex(LedgerHash.sha256().digest(LedgerHash.canonical(DossierEvents.JSON.valueToTree(this))));
    }
}
