package vn.motcua.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;

/**
 * Checks an officer's name and password. An unknown name, a wrong password, an officer who has left and an account that
 * may not be used now all get the same answer after the same work.
 */
@Component
class OfficerSignIn implements AuthenticationProvider {

    /** Of a random password nobody knows, so that an unknown name takes as long as a known one. */
    private static final String NOBODYS_HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$3RZm6OSWOM5+hID3Xeu4Vw$ck+squw8XSdWznm2z3E+ArdbvYAy0Dx0eszQNYcFys8";

    private final Organization organization;
    private final Accounts accounts;
    private final SignInAttempts attempts;
    private final Clock clock;

    OfficerSignIn(Organization organization, Accounts accounts, SignInAttempts attempts, Clock clock) {
        this.organization = organization;
        this.accounts = accounts;
        this.attempts = attempts;
        this.clock = clock;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String login = given.getName().strip().toLowerCase(Locale.ROOT);
        String password =
                given.getCredentials() == null ? "" : given.getCredentials().toString();
        String address =
                given.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        Instant now = clock.instant();
        Optional<Accounts.Account> account =
                organization.officerByLogin(login).flatMap(accounts::of).filter(a -> mayAct(a.officer()));
        String hash = account.map(Accounts.Account::passwordHash).orElse(NOBODYS_HASH);
        SignInAttempts.Verdict verdict =
                attempts.judge(login, address, now, () -> accounts.matches(password, hash) && account.isPresent());
        if (verdict == SignInAttempts.Verdict.WAIT) {
            throw new LockedException("too many tries");
        }
        if (verdict == SignInAttempts.Verdict.WRONG || account.isEmpty()) {
            throw new BadCredentialsException("unknown name or wrong password");
        }
        var principal = new OfficerPrincipal(
                account.get().officer().value(), login, account.get().mustChange());
        var signedIn = UsernamePasswordAuthenticationToken.authenticated(principal, null, List.of());
        signedIn.setDetails(given.getDetails());
        return signedIn;
    }

    private boolean mayAct(OfficerId officer) {
        return organization.actor(officer).isPresent();
    }
}
