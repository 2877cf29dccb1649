package vn.motcua.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Vietnam;

/** Makes the page model of a request, once. The language is asked for by {@code ?lang=} and kept in a cookie. */
@Component
final class Pages {

    static final String LANGUAGE_COOKIE = "mc_lang";

    private final Texts texts;
    private final Assets assets;
    private final ObjectProvider<Visitor.Source> visitors;
    private final ObjectProvider<AuthorityName> authority;

    Pages(
            Texts texts,
            Assets assets,
            ObjectProvider<Visitor.Source> visitors,
            ObjectProvider<AuthorityName> authority) {
        this.texts = texts;
        this.assets = assets;
        this.visitors = visitors;
        this.authority = authority;
    }

    Page of(HttpServletRequest request) {
        if (request.getAttribute(Page.class.getName()) instanceof Page page) {
            return page;
        }
        Visitor.Source source = visitors.getIfAvailable();
        Page page = new Page(
                texts,
                locale(request),
                assets,
                path(request),
                query(request),
                csrf(request),
                source == null ? null : source.visitor(request),
                authorityName());
        request.setAttribute(Page.class.getName(), page);
        return page;
    }

    private @Nullable String authorityName() {
        AuthorityName source = authority.getIfAvailable();
        String name = source == null ? "" : source.name();
        return name.isEmpty() ? null : name;
    }

    static Locale locale(HttpServletRequest request) {
        String asked = asked(request);
        if (asked == null && request.getCookies() != null) {
            asked = Arrays.stream(request.getCookies())
                    .filter(c -> c.getName().equals(LANGUAGE_COOKIE))
                    .map(Cookie::getValue)
                    .findFirst()
                    .orElse(null);
        }
        return "en".equals(asked) ? Texts.ENGLISH : Vietnam.LOCALE;
    }

    /** The language asked for; none when the request cannot be read. */
    static @Nullable String asked(HttpServletRequest request) {
        try {
            return request.getParameter("lang");
        } catch (IllegalStateException unreadable) {
            return null;
        }
    }

    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String original
                ? original
                : request.getRequestURI();
    }

    private static String query(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null || !request.getMethod().equals("GET")) {
            return "";
        }
        return Arrays.stream(query.split("&"))
                .filter(part -> !part.startsWith("lang=") && !part.isEmpty())
                .collect(Collectors.joining("&"));
    }

    private static Page.@Nullable Csrf csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Page.Csrf(token.getParameterName(), token.getHeaderName(), token.getToken())
                : null;
    }
}
