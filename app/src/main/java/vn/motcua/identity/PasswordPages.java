package vn.motcua.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.motcua.shared.Problem;

/** Where an officer changes the own password; the officer's other sessions end with it. */
@Controller
@Permit
class PasswordPages {

    static final String PATH = "/tai-khoan/mat-khau";

    /** Length alone: rules about kinds of characters make passwords worse (NIST SP 800-63B). */
    private static final int SHORTEST = 12;

    private final Accounts accounts;
    private final SignInAttempts attempts;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final Clock clock;

    PasswordPages(
            Accounts accounts,
            SignInAttempts attempts,
            FindByIndexNameSessionRepository<? extends Session> sessions,
            Clock clock) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String page(Model model) {
        return page(List.of(), model);
    }

    @PostMapping(PATH)
    String change(
            @RequestParam(name = "hien-tai", defaultValue = "") String present,
            @RequestParam(name = "moi", defaultValue = "") String wanted,
            @RequestParam(name = "nhac-lai", defaultValue = "") String repeated,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        OfficerPrincipal principal = Objects.requireNonNull(CurrentActor.principal(), "only officers come here");
        SignInAttempts.Verdict verdict = attempts.judge(
                principal.login(),
                request.getRemoteAddr(),
                clock.instant(),
                () -> accounts.of(principal.id())
                        .filter(account -> accounts.matches(present, account.passwordHash()))
                        .isPresent());
        if (verdict == SignInAttempts.Verdict.WAIT) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return page(List.of(Problem.of("identity.too-many-tries")), model);
        }
        List<Problem> problems = new ArrayList<>();
        if (verdict == SignInAttempts.Verdict.WRONG) {
            problems.add(Problem.at("hien-tai", "identity.password.wrong"));
        }
        if (wanted.length() < SHORTEST) {
            problems.add(Problem.at("moi", "identity.password.too-short", SHORTEST));
        } else if (wanted.equals(present) || wanted.contains(principal.login())) {
            problems.add(Problem.at("moi", "identity.password.same"));
        }
        if (!wanted.equals(repeated)) {
            problems.add(Problem.at("nhac-lai", "identity.password.not-repeated"));
        }
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(problems, model);
        }
        accounts.setPasswordHash(principal.id(), accounts.hash(wanted), false, clock.instant());
        endOtherSessions(principal, request);
        goOnAs(new OfficerPrincipal(principal.officer(), principal.login(), false), request, response);
        return "redirect:/lam-viec";
    }

    private void endOtherSessions(OfficerPrincipal principal, HttpServletRequest request) {
        String own = request.getSession().getId();
        sessions.findByPrincipalName(principal.login()).keySet().stream()
                .filter(id -> !id.equals(own))
                .forEach(sessions::deleteById);
    }

    private static void goOnAs(OfficerPrincipal principal, HttpServletRequest request, HttpServletResponse response) {
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(principal, null, List.of()));
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }

    private static String page(List<Problem> problems, Model model) {
        OfficerPrincipal principal = CurrentActor.principal();
        model.addAttribute("problems", problems);
        model.addAttribute("mustChange", principal != null && principal.mustChange());
        return "identity/mat-khau";
    }
}
