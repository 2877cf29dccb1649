package vn.motcua.dossier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param prefilled which answers were filled in from what was known; {@code null} when none were
 */
public record Content(
        Map<String, Object> answers,
        List<HandedIn> papers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ApplicantDetails applicant,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Prefilled prefilled) {

    public Content {
        answers = Map.copyOf(answers);
        papers = List.copyOf(papers);
    }

    public Content(Map<String, Object> answers, List<HandedIn> papers, @Nullable ApplicantDetails applicant) {
        this(answers, papers, applicant, null);
    }

    /**
     * Answers that were filled in with the applicant's consent and not changed since.
     *
     * @param agreedAt when they agreed, {@code notedBy} the officer who noted it where they were at a desk
     * @param fields the field's name, {@code applicant.…} for those of the applicant, and where its answer is from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Prefilled(Instant agreedAt, @Nullable Long notedBy, Map<String, Source> fields) {
        public Prefilled {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * A paper as it was handed in.
     *
     * @param paper key of the paper in the procedure
     * @param originals number of originals handed in, {@code copies} of copies; both 0 when only files were sent
     * @param reused which of the files were not sent anew, and where they are from
     */
    public record HandedIn(
            String paper,
            String name,
            int originals,
            int copies,
            List<FileId> files,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Reused> reused) {
        public HandedIn {
            files = List.copyOf(files);
            List<FileId> there = files;
            // rows of before this was kept do not have it
            reused = reused == null
                    ? List.of()
                    : reused.stream().filter(r -> there.contains(r.file())).toList();
        }

        public HandedIn(String paper, String name, int originals, int copies, List<FileId> files) {
            this(paper, name, originals, copies, files, List.of());
        }

        public boolean isThere() {
            return originals > 0 || copies > 0 || !files.isEmpty();
        }

        /** The same paper with other counts and files; what is still there of the reused ones stays marked. */
        public HandedIn counted(int newOriginals, int newCopies, List<FileId> newFiles) {
            return new HandedIn(paper, name, newOriginals, newCopies, newFiles, reused);
        }

        HandedIn with(Reused one) {
            List<FileId> all = new ArrayList<>(files);
            all.add(one.file());
            List<Reused> marked = new ArrayList<>(reused);
            marked.add(one);
            return new HandedIn(paper, name, originals, copies, all, marked);
        }

        HandedIn withoutReused() {
            return counted(
                    originals,
                    copies,
                    files.stream().filter(f -> reusedFrom(f) == null).toList());
        }

        /** Where a file of it is from; {@code null} when it was sent anew. */
        public @Nullable Source reusedFrom(FileId file) {
            return reused.stream()
                    .filter(r -> r.file().equals(file))
                    .map(Reused::source)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A stored file that is used again.
     *
     * @param agreedAt when the applicant chose it, {@code notedBy} the officer who noted it where they were at a desk
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reused(
            FileId file,
            Source source,
            Instant agreedAt,
            @Nullable Long notedBy) {}

    /** SHA-256 of the canonical JSON (RFC 8785) of answers, papers and applicant, in hexadecimal. */
    public String hash() {
        return HexFormat.of()
                .formatHex(LedgerHash.sha256().digest(LedgerHash.canonical(DossierEvents.JSON.valueToTree(this))));
    }
}
