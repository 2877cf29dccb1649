package vn.motcua.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.shared.PlainText;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

/**
 * Turns away, before anyone works on it, what is too large, cannot be read to its end, or carries characters that no text
 * has. Stands within the security filters, before the first of them that reads a field.
 */
@Component
public final class RequestGate extends OncePerRequestFilter {

    /** In bytes; what the interface takes in is shorter, files apart. */
    private static final long LONGEST_BODY = 2_000_000;

    private static final String TYPE = "urn:motcua:problem:";

    private final JteViews views;
    private final Texts texts;
    private final JsonMapper json;
    private final ObjectProvider<CsrfTokenRepository> csrfTokens;

    RequestGate(JteViews views, Texts texts, JsonMapper json, ObjectProvider<CsrfTokenRepository> csrfTokens) {
        this.views = views;
        this.texts = texts;
        this.json = json;
        this.csrfTokens = csrfTokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean bounded = isApi(request) && !isMultipart(request);
        if (bounded && request.getContentLengthLong() > LONGEST_BODY) {
            refuse(request, response, HttpStatus.CONTENT_TOO_LARGE, Problem.of("web.too-long"));
            return;
        }
        Map<String, String[]> fields;
        try {
            fields = request.getParameterMap();
        } catch (RequestRejectedException nameless) { // the firewall of security looks at names
            refuse(request, response, HttpStatus.BAD_REQUEST, Problem.of("web.control-characters"));
            return;
        } catch (IllegalStateException unreadable) {
            boolean tooLarge = unreadable instanceof InvalidParameterException told
                    && told.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value();
            refuse(
                    request,
                    response,
                    tooLarge ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST,
                    Problem.of(tooLarge ? "web.error.413.text" : "web.error.400.text"));
            return;
        }
        Optional<String> hidden = hidden(fields);
        if (hidden.isPresent()) {
            refuse(
                    request,
                    response,
                    HttpStatus.BAD_REQUEST,
                    Problem.at(PlainText.cleaned(hidden.get()), "web.control-characters"));
            return;
        }
        chain.doFilter(bounded ? new Bounded(request) : request, response);
    }

    /** The name of a field with what no text can hold. */
    private static Optional<String> hidden(Map<String, String[]> fields) {
        return fields.entrySet().stream()
                .filter(field -> !PlainText.isPlain(field.getKey())
                        || !Arrays.stream(field.getValue()).allMatch(PlainText::isPlain))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Tells other systems in problem details (RFC 9457) and people by a page, which need not read the request again. */
    public void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, Problem problem)
            throws ServletException, IOException {
        response.setStatus(status.value());
        if (isApi(request)) {
            tell(response, status, problem);
            return;
        }
        CsrfTokenRepository tokens = csrfTokens.getIfAvailable();
        if (tokens != null) {
            new XorCsrfTokenRequestAttributeHandler()
                    .handle(request, response, tokens.loadDeferredToken(request, response));
        }
        try {
            views.page("error/page")
                    .render(
                            Map.of(
                                    "kind",
                                    status == HttpStatus.CONTENT_TOO_LARGE
                                            ? "413"
                                            : status == HttpStatus.TOO_MANY_REQUESTS ? "429" : "400",
                                    "text",
                                    problem,
                                    "back",
                                    WebConfiguration.back(request),
                                    "desk",
                                    request.getRequestURI().startsWith(request.getContextPath() + "/lam-viec")),
                            request,
                            response);
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private void tell(HttpServletResponse response, HttpStatus status, Problem problem) throws IOException {
        Object[] args = problem.args().toArray();
        String vi = texts.get(Vietnam.LOCALE, problem.code(), args);
        String en = texts.get(Texts.ENGLISH, problem.code(), args);
        String field = problem.field() == null ? "" : problem.field();
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream()
                .write(json.writeValueAsBytes(Map.of(
                        "type",
                        TYPE + problem.code(),
                        "title",
                        en,
                        "status",
                        status.value(),
                        "detail",
                        vi,
                        "code",
                        problem.code(),
                        "errors",
                        List.of(Map.of("field", field, "code", problem.code(), "vi", vi, "en", en)))));
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** A request whose length was not told beforehand is read no further than others may be long. */
    private static final class Bounded extends HttpServletRequestWrapper {

        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream in = super.getInputStream();
            return new ServletInputStream() {
                private long read;

                @Override
                public int read() throws IOException {
                    int b = in.read();
                    count(b < 0 ? 0 : 1);
                    return b;
                }

                @Override
                public int read(byte[] to, int from, int most) throws IOException {
                    int n = in.read(to, from, most);
                    count(n);
                    return n;
                }

                private void count(int n) throws IOException {
                    read += Math.max(n, 0);
                    if (read > LONGEST_BODY) {
                        throw new IOException("longer than any request may be");
                    }
                }

                @Override
                public boolean isFinished() {
                    return in.isFinished();
                }

                @Override
                public boolean isReady() {
                    return in.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    in.setReadListener(listener);
                }
            };
        }
    }
}
