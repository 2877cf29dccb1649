package vn.motcua.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

class ProxiesTest {

    @Test
    void a_named_proxy_is_believed_and_nobody_else_not_even_in_a_chain() throws Exception {
        assertThat(seen("10.0.0.0/8, 127.0.0.0/8", "203.0.113.9")).isEqualTo("203.0.113.9 https");
        assertThat(seen("127.0.0.1/32", "198.51.100.1, 203.0.113.9"))
                .as("the proxy tells of the last one; what that one told is hearsay")
                .isEqualTo("203.0.113.9 https");
        assertThat(seen("10.0.0.0/8", "203.0.113.9")).isEqualTo("127.0.0.1 http");
    }

    private static String seen(String proxies, String forwardedFor) throws IOException, InterruptedException {
        var factory = new TomcatServletWebServerFactory(0);
        new Proxies(proxies).customize(factory);
        var server = factory.getWebServer(
                context -> context.addServlet("echo", new Echo()).addMapping("/"));
        server.start();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/"))
                                    .header("X-Forwarded-For", forwardedFor)
                                    .header("X-Forwarded-Proto", "https")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } finally {
            server.stop();
        }
    }

    private static final class Echo extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getRemoteAddr() + " " + request.getScheme());
        }
    }
}
