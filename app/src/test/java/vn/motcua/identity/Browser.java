package vn.motcua.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A visitor's browser as far as signing in needs one: cookies, forms with their token, redirects when asked to. */
final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI home;

    Browser(String host, int port) {
        this.home = URI.create("http://" + host + ":" + port + "/");
    }

    HttpResponse<String> get(String address, String... headers) {
        var request = HttpRequest.newBuilder(home.resolve(address)).header("Accept", "text/html,*/*;q=0.8");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Sends a form with the token of the page it stands on. */
    HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        Optional<String> token = token(get(page).body());
        if (token.isEmpty()) {
            throw new IllegalStateException("no form with a token on " + page);
        }
        return post(action, fields, token);
    }

    static Optional<String> token(String page) {
        Matcher token = TOKEN.matcher(page);
        return token.find() ? Optional.of(token.group(1)) : Optional.empty();
    }

    HttpResponse<String> post(String action, Map<String, String> fields, Optional<String> token) {
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + encoded(f.getValue()))
                .collect(Collectors.joining("&"));
        String all = token.map(t -> body + "&_csrf=" + encoded(t)).orElse(body);
        return send(HttpRequest.newBuilder(home.resolve(action))
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(all))
                .build());
    }

    HttpResponse<String> json(String action, String body) {
        return send(HttpRequest.newBuilder(home.resolve(action))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> signIn(String name, String password) {
        return submit("/dang-nhap", "/dang-nhap", Map.of("ten-dang-nhap", name, "mat-khau", password));
    }

    /** Goes where the answer points to, again and again, until a page is shown. */
    HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> at = answer;
        String next = location(at);
        for (int i = 0; i < 10 && next != null; i++) {
            at = get(at.uri().resolve(next).toString());
            next = location(at);
        }
        return at;
    }

    static @Nullable String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(null);
    }

    /** Path and query of where the answer points to. */
    static String path(HttpResponse<String> answer) {
        String location = location(answer);
        if (location == null) {
            return "";
        }
        URI to = answer.uri().resolve(location);
        return to.getRawQuery() == null ? to.getRawPath() : to.getRawPath() + "?" + to.getRawQuery();
    }

    Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
