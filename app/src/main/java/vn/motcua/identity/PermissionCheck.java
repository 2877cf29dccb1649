package vn.motcua.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import vn.motcua.organization.Actor;

/** Denies every handler that does not say who may use it, and everyone a handler does not name. */
final class PermissionCheck implements HandlerInterceptor {

    private static final Pattern OWN_DRAFT = Pattern.compile("/thu-tuc/[^/]+/nop/.");

    private final CurrentActor current;
    private final Refusals refusals;
    private final EndedSession ended;

    PermissionCheck(CurrentActor current, Refusals refusals, EndedSession ended) {
        this.current = current;
        this.refusals = refusals;
        this.ended = ended;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        OfficerPrincipal officer = CurrentActor.principal();
        if (officer != null && officer.mustChange() && handler instanceof HandlerMethod method && !keepsOpen(method)) {
            refusals.askForNewPassword(request, response);
            return false;
        }
        if (handler instanceof HandlerMethod method && leftByEndedSession(request, method)) {
            refusals.askToSignIn(request, response);
            return false;
        }
        if (open(handler) || (handler instanceof HandlerMethod method && permits(method))) {
            return true;
        }
        if (handler instanceof HandlerMethod method && permission(method) != null && current.signedIn() == null) {
            refusals.askToSignIn(request, response);
        } else {
            refusals.deny(request, response);
        }
        return false;
    }

    /** The annotation that opens the handler: the method's own, else its class's; {@code null} when there is none. */
    static @Nullable Annotation permission(HandlerMethod handler) {
        for (var element : Arrays.asList(handler.getMethod(), handler.getBeanType())) {
            for (var kind : Arrays.asList(Permit.class, PermitCitizen.class, PermitAll.class)) {
                Annotation found = AnnotatedElementUtils.findMergedAnnotation(element, kind);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** A form, or a page of one's own draft, of somebody who was signed in when it was begun. */
    private boolean leftByEndedSession(HttpServletRequest request, HandlerMethod handler) {
        if (request.getRequestURI().startsWith(request.getContextPath() + "/api/") || ofSignIn(handler)) {
            return false;
        }
        return ended.hit(request)
                || SignedInMark.isOn(request)
                        && current.signedIn() == null
                        && OWN_DRAFT.matcher(request.getRequestURI()).find();
    }

    private static boolean ofSignIn(HandlerMethod handler) {
        return handler.getBeanType() == SignInPages.class || handler.getBeanType() == VneidSimulatorPages.class;
    }

    /** Handlers of the frameworks that are meant for all: error pages, files of the class path, the API's description. */
    static boolean open(Object handler) {
        return handler instanceof ResourceHttpRequestHandler
                || handler instanceof HandlerMethod method
                        && (ErrorController.class.isAssignableFrom(method.getBeanType())
                                || method.getBeanType().getName().startsWith("org.springdoc."));
    }

    /** What an officer with a one-time password may still use. */
    private static boolean keepsOpen(HandlerMethod handler) {
        return handler.getBeanType() == PasswordPages.class || !(permission(handler) instanceof Permit);
    }

    private boolean permits(HandlerMethod handler) {
        return switch (permission(handler)) {
            case PermitAll all -> true;
            case PermitCitizen citizen -> current.signedIn() instanceof Actor.Citizen;
            case Permit permit ->
                current.signedIn() instanceof Actor.Officer officer
                        && (permit.value().length == 0
                                || Arrays.stream(permit.value()).anyMatch(officer::may));
            case null, default -> false;
        };
    }
}
