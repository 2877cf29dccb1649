package vn.motcua.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at the page, as its header tells it.
 *
 * @param name the name shown
 * @param post where an officer works, for example "Chuyên viên, Phòng Tư pháp"; empty for citizens
 * @param officer an officer signed in at the desk; otherwise a signed-in citizen
 * @param administrator an officer who may open the administrators' pages
 */
public record Visitor(String name, String post, boolean officer, boolean administrator) {

    /** Told by the module that signs people in. */
    public interface Source {
        @Nullable
        Visitor visitor(HttpServletRequest request);
    }
}
