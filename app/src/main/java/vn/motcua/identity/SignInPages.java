package vn.motcua.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;

/** The page where citizens and officers sign in. */
@Controller
class SignInPages {

    private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);

    static final String PATH = "/dang-nhap";
    static final String NAME = "ten-dang-nhap";
    static final String PASSWORD = "mat-khau";

    /** Reached only by forwarding from a failed sign-in. */
    private static final String FAILED = "/dang-nhap/khong-duoc";

    private static final String FAILURE = SignInPages.class.getName() + ".failure";

    private final CitizensProvider citizens;
    private final Arrivals arrivals;
    private final CurrentActor current;

    SignInPages(CitizensProvider citizens, Arrivals arrivals, CurrentActor current) {
        this.citizens = citizens;
        this.arrivals = arrivals;
        this.current = current;
    }

    static void showFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        boolean waiting = why instanceof LockedException;
        request.setAttribute(
                FAILURE,
                waiting ? Problem.of("identity.too-many-tries") : Problem.at(NAME, "identity.wrong-name-or-password"));
        response.setStatus((waiting ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED).value());
        request.getRequestDispatcher(FAILED).forward(request, response);
    }

    static void showProviderFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        Object reason = why instanceof OAuth2AuthenticationException refused ? refused.getError() : why.getClass();
        LOG.warn("The citizens' provider did not confirm a sign-in: {}", reason);
        response.sendRedirect(request.getContextPath() + PATH + "?loi=nha-cung-cap");
    }

    @PermitAll
    @GetMapping(PATH)
    String page(
            @RequestParam(name = "loi", required = false) String error,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (current.signedIn() instanceof Actor.Officer) {
            return "redirect:/lam-viec";
        }
        return page(
                "nha-cung-cap".equals(error) ? List.of(Problem.of("identity.provider-failed")) : List.of(),
                "",
                request,
                response,
                model);
    }

    @PermitAll
    @PostMapping(FAILED)
    String again(
            @RequestParam(name = NAME, defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        List<Problem> problems =
                request.getAttribute(FAILURE) instanceof Problem problem ? List.of(problem) : List.of();
        return page(problems, name, request, response, model);
    }

    @PermitAll
    @PostMapping(EndedSession.PATH)
    String ended(HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        model.addAttribute("typed", EndedSession.typed(request));
        model.addAttribute(
                "files",
                request instanceof MultipartHttpServletRequest parts
                        && parts.getMultiFileMap().values().stream()
                                .flatMap(List::stream)
                                .anyMatch(file -> !file.isEmpty()));
        return "identity/het-phien";
    }

    private String page(
            List<Problem> problems,
            String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("problems", problems);
        model.addAttribute("name", name);
        model.addAttribute("citizens", citizens.available());
        model.addAttribute("simulated", citizens.simulated());
        model.addAttribute("deskFirst", !name.isEmpty() || arrivals.deskWanted(request, response));
        return "identity/dang-nhap";
    }
}
