package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.motcua.identity.CurrentActor;
import vn.motcua.identity.GuestFiling;

/** Asks visitors to sign in before they file, where guests may not; what was sent already is still shown. */
@Component
class FilingGate implements HandlerInterceptor, WebMvcConfigurer {

    private final GuestFiling guests;
    private final CurrentActor current;

    FilingGate(GuestFiling guests, CurrentActor current) {
        this.guests = guests;
        this.current = current;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/thu-tuc/*/nop", "/thu-tuc/*/nop/**")
                .excludePathPatterns("/thu-tuc/*/nop/*/xong");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!guests.refuses(current.of(request, response))) {
            return true;
        }
        Map<?, ?> address = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> m
                ? m
                : Map.of();
        String asked = request.getContextPath() + FilingSignIn.address(address.get("code"), address.get("id"));
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", asked);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader("Location", asked);
        }
        return false;
    }
}
