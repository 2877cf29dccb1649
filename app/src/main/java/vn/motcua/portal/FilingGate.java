package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.motcua.dossier.Drafts;
import vn.motcua.identity.CurrentActor;
import vn.motcua.identity.GuestFiling;
import vn.motcua.organization.Actor;

/**
 * Stands before every address of a filing: asks visitors to sign in where guests may not file, and leads whoever comes
 * back to what was sent already to its end.
 */
@Component
class FilingGate implements HandlerInterceptor, WebMvcConfigurer {

    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final GuestFiling guests;
    private final CurrentActor current;
    private final Drafts drafts;

    FilingGate(GuestFiling guests, CurrentActor current, Drafts drafts) {
        this.guests = guests;
        this.current = current;
        this.drafts = drafts;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/thu-tuc/*/nop", "/thu-tuc/*/nop/**")
                .excludePathPatterns("/thu-tuc/*/nop/*/xong");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Map<?, ?> address = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> m
                ? m
                : Map.of();
        Actor actor = current.of(request, response);
        if (guests.refuses(actor)) {
            lead(request, response, FilingSignIn.address(address.get("code"), address.get("id")));
            return false;
        }
        if (address.get("id") instanceof String id && isSent(id, actor)) {
            lead(request, response, "/thu-tuc/" + address.get("code") + "/nop/" + id + "/xong");
            return false;
        }
        return true;
    }

    private boolean isSent(String id, Actor actor) {
        return UUID_FORM.matcher(id).matches()
                && drafts.sentAs(UUID.fromString(id), actor).isPresent();
    }

    private static void lead(HttpServletRequest request, HttpServletResponse response, String address) {
        String asked = request.getContextPath() + address;
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", asked);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader("Location", asked);
        }
    }
}
