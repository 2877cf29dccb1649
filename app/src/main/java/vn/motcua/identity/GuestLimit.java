package vn.motcua.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.RequestGate;

/**
 * How much visitors nobody knows may send from one network address in an hour: so many dossiers
 * ({@code motcua.filing.guests-per-hour}; 0: as many as they like, which is so in the demo), and four times as often files.
 */
@Component
class GuestLimit implements HandlerInterceptor, WebMvcConfigurer {

    private static final int USUAL = 30;
    private static final int FILES_PER_DOSSIER = 4;

    private final JdbcClient jdbc;
    private final CurrentActor current;
    private final RequestGate gate;
    private final Clock clock;
    private final int dossiers;

    GuestLimit(
            JdbcClient jdbc,
            CurrentActor current,
            RequestGate gate,
            Clock clock,
            Environment settings,
            @Value("${motcua.demo:false}") boolean demo) {
        this.jdbc = jdbc;
        this.current = current;
        this.gate = gate;
        this.clock = clock;
        this.dossiers = settings.getProperty("motcua.filing.guests-per-hour", Integer.class, demo ? 0 : USUAL);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        if (dossiers > 0) {
            registry.addInterceptor(this)
                    .addPathPatterns(
                            "/api/v1/dossiers", "/api/v1/files", "/thu-tuc/*/nop/**", "/ho-so/**", "/gop-y/**");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (!request.getMethod().equals("POST") || current.signedIn() != null) {
            return true;
        }
        boolean files = isMultipart(request);
        boolean dossier = !files && isFiling(request);
        if (!files && !dossier) {
            return true;
        }
        String what = files ? "files" : "dossiers";
        int most = files ? dossiers * FILES_PER_DOSSIER : dossiers;
        Instant now = clock.instant();
        if (count(what, request.getRemoteAddr(), now) <= most) {
            return true;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, "3600");
        gate.refuse(request, response, HttpStatus.TOO_MANY_REQUESTS, Problem.of("web.error.429.text"));
        return false;
    }

    private static boolean isFiling(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.endsWith("/api/v1/dossiers") || path.endsWith("/kiem-tra");
    }

    private static boolean isMultipart(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** How often it was sent from there within the hour, this time included. */
    private int count(String what, String address, Instant now) {
        return jdbc.sql("""
                        INSERT INTO identity.guest_sending AS known (key, since, times) VALUES (:key, :now, 1)
                        ON CONFLICT (key) DO UPDATE SET
                            since = CASE WHEN known.since <= :now - interval '1 hour' THEN :now ELSE known.since END,
                            times = CASE WHEN known.since <= :now - interval '1 hour' THEN 1 ELSE known.times + 1 END
                        RETURNING times
                        """)
                .param("key", digest(what + ":" + address))
                .param("now", at(now))
                .query(Integer.class)
                .single();
    }

    int forgetBefore(Instant moment) {
        return jdbc.sql("DELETE FROM identity.guest_sending WHERE since < :before")
                .param("before", at(moment))
                .update();
    }

    private static OffsetDateTime at(Instant now) {
        return now.atZone(Vietnam.ZONE).toOffsetDateTime();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
