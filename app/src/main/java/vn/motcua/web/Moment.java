package vn.motcua.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, is happening or will happen, on a timeline. All texts are told already.
 *
 * @param look done, now, wait, bad or later
 * @param meta who and when
 * @param notes further lines
 */
public record Moment(String look, String title, @Nullable String meta, List<String> notes) {

    public Moment {
        notes = List.copyOf(notes);
    }
}
