package vn.motcua.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** Brings those who have signed in to where they wanted to go: officers to the desk, citizens to their dossiers. */
@Component
final class Arrivals implements AuthenticationSuccessHandler {

    private static final Duration OFFICER_IDLE = Duration.ofHours(4);
    private static final Duration CITIZEN_IDLE = Duration.ofHours(1);

    private final RequestCache cameFor;
    private final Accounts accounts;
    private final Clock clock;

    Arrivals(RequestCache cameFor, Accounts accounts, Clock clock) {
        this.cameFor = cameFor;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication signedIn) throws IOException {
        boolean officer = signedIn.getPrincipal() instanceof OfficerPrincipal;
        if (signedIn.getPrincipal() instanceof OfficerPrincipal principal) {
            accounts.signedIn(principal.id(), clock.instant());
        }
        request.getSession().setMaxInactiveInterval((int) (officer ? OFFICER_IDLE : CITIZEN_IDLE).toSeconds());
        SignedInMark.leave(request, response);
        String wanted = wanted(request, response);
        cameFor.removeRequest(request, response);
        boolean fits = wanted != null && isDesk(wanted) == officer;
        response.sendRedirect(request.getContextPath() + (fits ? wanted : officer ? "/lam-viec" : "/ho-so"));
    }

    /** Whether the page that sent here was one of the desk. */
    boolean deskWanted(HttpServletRequest request, HttpServletResponse response) {
        String wanted = wanted(request, response);
        return wanted != null && isDesk(wanted);
    }

    private @Nullable String wanted(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = cameFor.getRequest(request, response);
        if (saved == null) {
            return null;
        }
        // only the part after the host, so that nothing kept by the browser can lead to another site
        URI address = URI.create(saved.getRedirectUrl());
        String path = address.getRawPath();
        if (path == null || !path.startsWith("/") || path.startsWith("//")) {
            return null;
        }
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private static boolean isDesk(String path) {
        return path.startsWith("/lam-viec") || path.startsWith("/quan-tri") || path.startsWith("/tai-khoan");
    }
}
