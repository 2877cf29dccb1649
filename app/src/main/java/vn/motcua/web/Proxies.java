package vn.motcua.web;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Believes what the reverse proxies named in {@code motcua.proxies} say about where a request came from, and by which
 * scheme and host. From anyone else such headers are words of the visitor, who may write what pleases.
 */
@Component
@ConditionalOnExpression("!'${motcua.proxies:}'.isBlank()")
final class Proxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final String ranges;

    Proxies(@Value("${motcua.proxies}") String ranges) {
        this.ranges = ranges;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(ranges);
        valve.setTrustedProxies(null);
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setPortHeader("X-Forwarded-Port");
        valve.setHostHeader("X-Forwarded-Host");
        factory.addEngineValves(valve);
    }
}
