package vn.motcua.admin;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.StuckJob;
import vn.motcua.shared.Problem;
import vn.motcua.web.Page;

/**
 * Something that is stuck, with the words for it.
 *
 * @param subject what people call what it is about, as a dossier's code
 * @param process what people call the process
 */
public record StuckLine(StuckJob job, String subject, String agency, String process) {

    public String address() {
        return OperatorPages.ROOT + "/viec/" + job.instance().value() + "/" + job.number();
    }

    public String kind(Page page) {
        return page.t("admin.job." + job.kind());
    }

    /** Why something failed: the system's own reasons in words, others as they came. */
    public static String failure(Page page, List<Problem> refusal, @Nullable String failure) {
        return refusal.isEmpty()
                ? Objects.requireNonNullElse(failure, "")
                : refusal.stream().map(page::problem).collect(Collectors.joining(" "));
    }
}
