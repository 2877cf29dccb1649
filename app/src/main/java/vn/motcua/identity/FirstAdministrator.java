package vn.motcua.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.ReadyNotice;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Texts;

/**
 * Outside the demo, makes the first administrator where nobody can sign in yet: with the password given as
 * {@code MOTCUA_ADMIN_PASSWORD}, else with a random one that is printed once and must be changed at the first sign-in.
 */
@Component
@Order(12)
@ConditionalOnProperty(name = "motcua.demo", havingValue = "false", matchIfMissing = true)
class FirstAdministrator implements ApplicationRunner, ReadyNotice {

    static final String LOGIN = "admin";

    /** Where a former demo has left its own {@code admin} behind, who can no longer sign in. */
    static final String OTHER_LOGIN = "quantri";

    private final Organization organization;
    private final Accounts accounts;
    private final Texts texts;
    private final Clock clock;
    private final String given;
    private volatile List<String> notice = List.of();

    FirstAdministrator(
            Organization organization,
            Accounts accounts,
            Texts texts,
            Clock clock,
            @Value("${motcua.admin.password:}") String given) {
        this.organization = organization;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
        this.given = given;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments args) {
        boolean somebody = accounts.officers().stream()
                .anyMatch(officer -> organization.actor(officer).isPresent());
        if (somebody) {
            return;
        }
        String login = organization.officerByLogin(LOGIN).isEmpty() ? LOGIN : OTHER_LOGIN;
        OfficerId administrator =
                organization.addAdministrator(login, texts.get(Vietnam.LOCALE, "identity.first-administrator"));
        String password = given.isBlank() ? random() : given;
        accounts.setPasswordHash(administrator, accounts.hash(password), given.isBlank(), clock.instant());
        if (given.isBlank()) {
            notice = List.of(texts.get(Vietnam.LOCALE, "identity.first-password", login, password));
        }
    }

    /** The one-time password, for the person at the console alone: a log would keep it. */
    @Override
    public List<String> lines() {
        List<String> once = notice;
        notice = List.of();
        return once;
    }

    private static String random() {
        byte[] random = new byte[15];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
