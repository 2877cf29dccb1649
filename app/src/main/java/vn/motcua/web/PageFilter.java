package vn.motcua.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says what a page may load (only its own, nothing inline), and keeps the chosen language. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
final class PageFilter extends OncePerRequestFilter {

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "object-src 'self'",
            "frame-src 'self'");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)");
        if ("GET".equals(request.getMethod())) {
            String lang = Pages.asked(request);
            if ("vi".equals(lang) || "en".equals(lang)) {
                response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        ResponseCookie.from(Pages.LANGUAGE_COOKIE, lang)
                                .path("/")
                                .maxAge(Duration.ofDays(365))
                                .sameSite("Lax")
                                .build()
                                .toString());
            }
        }
        chain.doFilter(request, response);
    }
}
