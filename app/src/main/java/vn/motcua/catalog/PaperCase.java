package vn.motcua.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.AppointmentRule;

/**
 * A case (trường hợp) of a procedure, with the papers and the time limit that apply to it.
 *
 * @param when the form's answers that make a dossier this case; {@code null} = chosen by the applicant or the default
 * @param rule how the appointment for the result is made
 * @param termText the time limit in words, as it is announced
 */
public record PaperCase(
        String key,
        String name,
        String description,
        @Nullable ShowWhen when,
        AppointmentRule rule,
        String termText,
        List<Paper> papers) {

    public PaperCase {
        papers = List.copyOf(papers);
    }
}
