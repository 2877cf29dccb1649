package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.motcua.catalog.Channel;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.DraftChanges;
import vn.motcua.dossier.Drafts;
import vn.motcua.identity.CurrentActor;
import vn.motcua.identity.GuestFiling;
import vn.motcua.organization.Actor;

/**
 * Stands before every address of a filing: asks visitors to sign in where guests may not file, leads whoever comes back
 * to what was sent already to its end, and whoever opens a draft of a procedure that has changed to what is different.
 */
@Component
class FilingGate implements HandlerInterceptor, WebMvcConfigurer {

    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Set<String> ACTS =
            Set.of(FilingView.PAPERS, FilingView.CHECK, FilingKnownPages.PART, FilingChangePages.PART);

    private final GuestFiling guests;
    private final CurrentActor current;
    private final Drafts drafts;
    private final DraftChanges changes;
    private final FilingDrafts filings;

    FilingGate(GuestFiling guests, CurrentActor current, Drafts drafts, DraftChanges changes, FilingDrafts filings) {
        this.guests = guests;
        this.current = current;
        this.drafts = drafts;
        this.changes = changes;
        this.filings = filings;
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
        if (address.get("id") instanceof String id
                && (isScreen(request) ? isOfThePast(id, actor) : isAct(request) && isOfEnded(id, actor))) {
            lead(request, response, "/thu-tuc/" + address.get("code") + "/nop/" + id + "/" + FilingChangePages.PART);
            return false;
        }
        return true;
    }

    /** What is sent is kept first and led on by its handler; files are only looked at. */
    private static boolean isScreen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getMethod().equals("GET")
                && !path.contains("/tep/")
                && !path.endsWith("/" + FilingChangePages.PART);
    }

    /** What is sent with papers, consent or the whole filing; what is typed is kept by its handler even then. */
    private static boolean isAct(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getMethod().equals("POST") && ACTS.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    private boolean isOfThePast(String id, Actor actor) {
        return draft(id, actor)
                .filter(d ->
                        hasEnded(d) || changes.pending(d, actor, Channel.ONLINE).isPresent())
                .isPresent();
    }

    private boolean isOfEnded(String id, Actor actor) {
        return draft(id, actor).filter(this::hasEnded).isPresent();
    }

    private boolean hasEnded(Draft draft) {
        return filings.hasEnded(draft.procedureCode());
    }

    private Optional<Draft> draft(String id, Actor actor) {
        return UUID_FORM.matcher(id).matches() ? drafts.find(UUID.fromString(id), actor) : Optional.empty();
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
