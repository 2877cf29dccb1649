package vn.motcua.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.AddressStandardClaim;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;

/** Who makes the request. Handler methods take it as a parameter of type {@link Actor} or of one of its kinds. */
@Component
public class CurrentActor {

    /** Cookie that lets a visitor who is not signed in come back to what they began. */
    static final String GUEST_COOKIE = "mc_khach";

    private static final Pattern GUEST_TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Duration GUEST_KEPT = Duration.ofDays(30);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Organization organization;
    private final String identityClaim;

    CurrentActor(
            Organization organization, @Value("${motcua.oidc.identity-claim:identity_number}") String identityClaim) {
        this.organization = organization;
        this.identityClaim = identityClaim;
    }

    /** The officer or citizen signed in; {@code null} for a visitor who is not, or is no longer in service. */
    public @Nullable Actor signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()) {
            return null;
        }
        return switch (authentication.getPrincipal()) {
            case OfficerPrincipal officer -> organization.actor(officer.id()).orElse(null);
            case OidcUser citizen -> new Actor.Citizen(subjectOf(citizen), nameOf(citizen));
            case null, default -> null;
        };
    }

    /** What the session keeps of the officer signed in; {@code null} when none is. */
    static @Nullable OfficerPrincipal principal() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof OfficerPrincipal principal
                ? principal
                : null;
    }

    /** Whoever makes the request; a guest without a token is given one, so call it before the response is written. */
    public Actor of(HttpServletRequest request, HttpServletResponse response) {
        Actor actor = signedIn();
        return actor != null ? actor : guest(request, response);
    }

    /** The guest this browser was before its person signed in. */
    public Optional<Actor.Guest> guestBefore(HttpServletRequest request) {
        return Optional.ofNullable(tokenOf(request)).map(Actor.Guest::new);
    }

    /** What the identity provider says about the citizen signed in; {@code null} when none is. */
    public @Nullable CitizenProfile citizen() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcUser citizen)) {
            return null;
        }
        AddressStandardClaim address = citizen.getAddress();
        return new CitizenProfile(
                subjectOf(citizen),
                nameOf(citizen),
                citizen.getClaimAsString(identityClaim),
                date(citizen.getBirthdate()),
                citizen.getPhoneNumber(),
                citizen.getEmail(),
                address == null ? null : address.getFormatted());
    }

    private Actor.Guest guest(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(GUEST_COOKIE) instanceof Actor.Guest known) {
            return known;
        }
        String token = tokenOf(request);
        if (token == null) {
            token = newToken();
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(GUEST_COOKIE, token)
                            .path("/")
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .sameSite("Lax")
                            .maxAge(GUEST_KEPT)
                            .build()
                            .toString());
        }
        Actor.Guest guest = new Actor.Guest(token);
        request.setAttribute(GUEST_COOKIE, guest);
        return guest;
    }

    private static @Nullable String tokenOf(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(GUEST_COOKIE)
                    && GUEST_TOKEN.matcher(cookie.getValue()).matches()) {
                return cookie.getValue();
            }
        }
        return null;
    }

    private static String newToken() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static String subjectOf(OidcUser citizen) {
        return Objects.requireNonNull(citizen.getSubject(), "the standard demands a subject");
    }

    private static String nameOf(OidcUser citizen) {
        String name = citizen.getFullName();
        return name == null ? subjectOf(citizen) : name;
    }

    private static @Nullable LocalDate date(@Nullable String claim) {
        try {
            return claim == null ? null : LocalDate.parse(claim);
        } catch (DateTimeParseException notWhole) {
            return null; // the standard allows a year alone
        }
    }
}
