package vn.motcua.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;
import vn.motcua.shared.Problem;

/** Leads from a form that was sent to the page to read next (303), with a {@link Flash} where there is something to say. */
public final class SeeOther {

    private static final String FLASH = Flash.class.getName();

    private SeeOther() {}

    public static ModelAndView at(String address) {
        RedirectView view = new RedirectView(address, true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExpandUriTemplateVariables(false);
        return new ModelAndView(view);
    }

    /** Back to the form, which says what is wrong and keeps what was typed. */
    public static ModelAndView refused(String address, List<Problem> problems, Map<String, String> typed) {
        return with(new Flash(problems, typed, null), address);
    }

    public static ModelAndView refused(String address, List<Problem> problems) {
        return refused(address, problems, Map.of());
    }

    /** @param notice key of the text that says what was done */
    public static ModelAndView done(String address, String notice) {
        return with(new Flash(List.of(), Map.of(), notice), address);
    }

    private static ModelAndView with(Flash flash, String address) {
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        RequestContextUtils.getOutputFlashMap(request).put(FLASH, flash);
        return at(address);
    }

    static Flash flash(HttpServletRequest request) {
        Map<String, ?> input = RequestContextUtils.getInputFlashMap(request);
        return input == null ? Flash.NOTHING : Objects.requireNonNullElse((Flash) input.get(FLASH), Flash.NOTHING);
    }
}
