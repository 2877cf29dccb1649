package vn.motcua.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.motcua.web.Choice;

/** The simulator's own sign-in page: choose whom to be. */
@Controller
@PermitAll
@ConditionalOnProperty(name = "motcua.demo", havingValue = "true")
class VneidSimulatorPages {

    private final InventedCitizens citizens;

    VneidSimulatorPages(InventedCitizens citizens) {
        this.citizens = citizens;
    }

    @GetMapping(VneidSimulator.SIGN_IN)
    String choose(Model model) {
        model.addAttribute(
                "citizens",
                citizens.all().stream()
                        .map(c -> new Choice(c.subject(), c.name(), c.story()))
                        .toList());
        return "identity/vneid";
    }

    @PostMapping(VneidSimulator.SIGN_IN)
    String chosen(@RequestParam("cong-dan") String subject, HttpServletRequest request, HttpServletResponse response) {
        SavedRequest asked = VneidSimulator.CAME_FOR.getRequest(request, response);
        if (asked == null || citizens.find(subject).isEmpty()) {
            return "redirect:" + SignInPages.PATH;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                subject,
                null,
                // carries the time of signing in, which the provider must tell
                List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY))));
        VneidSimulator.SIGNED_IN_AT_PROVIDER.saveContext(context, request, response);
        return "redirect:" + asked.getRedirectUrl();
    }
}
