package vn.motcua.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Texts;

/** What a request hears that is not let in: a page for people, problem+json (RFC 9457) for other systems. */
@Component
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final RequestCache cameFor;
    private final EndedSession ended;
    private final JsonMapper json;
    private final Texts texts;

    Refusals(RequestCache cameFor, EndedSession ended, JsonMapper json, Texts texts) {
        this.cameFor = cameFor;
        this.ended = ended;
        this.json = json;
        this.texts = texts;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        if (why instanceof LockedException && isApi(request)) {
            problem(response, HttpStatus.TOO_MANY_REQUESTS, "identity.too-many-tries");
        } else {
            askToSignIn(request, response);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException, ServletException {
        if (!isApi(request) && ended.hit(request)) {
            askToSignIn(request, response);
        } else {
            deny(request, response);
        }
    }

    void askToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        if (isApi(request)) {
            // no Basic challenge: a browser would keep the password and send it along with forged requests
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Session realm=\"motcua\"");
            problem(response, HttpStatus.UNAUTHORIZED, "identity.sign-in-needed");
        } else if (request.getHeader("HX-Request") != null && ended.hit(request)) {
            // what was typed stays where it is; sending it whole tells what to do
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", SignInPages.PATH);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else if (ended.hit(request)) {
            ended.tell(request, response);
        } else if (!request.getMethod().equals("GET")) {
            ended.comeBackTo(request, response);
            response.sendRedirect(request.getContextPath() + SignInPages.PATH);
        } else {
            SignedInMark.remove(request, response);
            cameFor.saveRequest(request, response);
            response.sendRedirect(request.getContextPath() + SignInPages.PATH);
        }
    }

    void askForNewPassword(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isApi(request)) {
            problem(response, HttpStatus.FORBIDDEN, "identity.password.must-change");
        } else {
            response.sendRedirect(request.getContextPath() + PasswordPages.PATH);
        }
    }

    void deny(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isApi(request)) {
            problem(response, HttpStatus.FORBIDDEN, "identity.not-permitted");
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    private void problem(HttpServletResponse response, HttpStatus status, String code) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put("detail", texts.get(Vietnam.LOCALE, code));
        body.put("code", code);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
