package vn.motcua.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * What the browser remembers of a sign-in until it is closed: that there was one. It opens nothing; it tells a visitor
 * whose session has ended from one who never signed in.
 */
final class SignedInMark {

    static final String COOKIE = "mc_vao";

    private SignedInMark() {}

    static void leave(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "1", null);
    }

    static void remove(HttpServletRequest request, HttpServletResponse response) {
        if (isOn(request)) {
            write(request, response, "", java.time.Duration.ZERO);
        }
    }

    static boolean isOn(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(
                                c -> c.getName().equals(COOKIE) && c.getValue().equals("1"));
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, String value, java.time.@Nullable Duration kept) {
        var cookie = ResponseCookie.from(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax");
        if (kept != null) {
            cookie.maxAge(kept);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }
}
