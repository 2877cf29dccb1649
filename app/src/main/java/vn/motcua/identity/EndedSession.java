package vn.motcua.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * When somebody sends a form after their session has ended: a page that says so, keeps what was typed in view, and leads
 * by signing in back to the page the form stands on.
 */
@Component
final class EndedSession {

    /** Reached only by forwarding. */
    static final String PATH = "/dang-nhap/het-phien";

    private static final int MOST_TEXTS = 200;
    private static final int LONGEST_TEXT = 20_000;

    /** Keys, choices and versions that the page itself put into the form. */
    private static final Pattern OF_THE_PAGE = Pattern.compile("[A-Za-z._-]*|[0-9]{1,5}|[A-Za-z0-9_.:-]{20,}");

    private static final Set<String> NOT_TYPED = Set.of("_csrf");

    private final RequestCache cameFor;
    private final CurrentActor current;
    private final ObjectProvider<RequestMappingHandlerMapping> pages;

    EndedSession(
            RequestCache cameFor,
            CurrentActor current,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> pages) {
        this.cameFor = cameFor;
        this.current = current;
        this.pages = pages;
    }

    /** Whether this is a form of somebody who was signed in and is no more. */
    boolean hit(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.POST.name())
                && SignedInMark.isOn(request)
                && current.signedIn() == null;
    }

    void tell(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        comeBackTo(request, response);
        // whoever goes on without signing in is a guest from now on
        SignedInMark.remove(request, response);
        request.getRequestDispatcher(PATH).forward(request, response);
    }

    /** Lets signing in lead back to the page of that form, since a form itself cannot be opened. */
    void comeBackTo(HttpServletRequest request, HttpServletResponse response) {
        cameFor.saveRequest(new AskedFor(request, pageOf(request)), response);
    }

    /** What the person typed, as far as it can be told from what the page had put there. */
    static List<String> typed(HttpServletRequest request) {
        List<String> typed = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            for (String value : values) {
                String text = value.strip();
                if (!NOT_TYPED.contains(name)
                        && !OF_THE_PAGE.matcher(text).matches()
                        && text.length() <= LONGEST_TEXT
                        && typed.size() < MOST_TEXTS
                        && !typed.contains(text)) {
                    typed.add(text);
                }
            }
        });
        return typed;
    }

    /** The address that shows the form: the one sent to, or the nearest above it that can be opened. */
    String pageOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String shorter = path.substring(0, end);
            if (isPage(shorter)) {
                return shorter;
            }
        }
        return "/";
    }

    private boolean isPage(String path) {
        RequestMappingHandlerMapping mapping = pages.getIfAvailable();
        if (mapping == null) {
            return false;
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return mapping.getHandlerMethods().keySet().stream().anyMatch(info -> shows(info, parsed));
    }

    private static boolean shows(RequestMappingInfo info, PathContainer path) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        var patterns = info.getPathPatternsCondition();
        return (methods.isEmpty() || methods.contains(RequestMethod.GET))
                && patterns != null
                && patterns.getPatterns().stream().anyMatch(p -> p.matches(path));
    }

    /** The request as if that page had been asked for. */
    private static final class AskedFor extends HttpServletRequestWrapper {

        private final String page;

        AskedFor(HttpServletRequest request, String page) {
            super(request);
            this.page = page;
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.name();
        }

        @Override
        public String getRequestURI() {
            return page;
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }
    }
}
