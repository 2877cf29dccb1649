package vn.motcua.identity;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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

/** Lets the officers of the demo authority sign in with the one password of the demo; never touches any other. */
@Component
@Order(11)
@ConditionalOnProperty(name = "motcua.demo", havingValue = "true")
class DemoAccounts implements ApplicationRunner, ReadyNotice {

    static final String PASSWORD = "motcua-demo";

    private final Organization organization;
    private final Accounts accounts;
    private final Texts texts;
    private final Clock clock;

    DemoAccounts(Organization organization, Accounts accounts, Texts texts, Clock clock) {
        this.organization = organization;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments args) {
        List<OfficerId> without = new ArrayList<>(organization.demoOfficers());
        without.removeAll(accounts.officers());
        if (without.isEmpty()) {
            return;
        }
        String hash = accounts.hash(PASSWORD);
        without.forEach(officer -> accounts.setPasswordHash(officer, hash, false, clock.instant()));
    }

    @Override
    public List<String> lines() {
        return texts.get(Vietnam.LOCALE, "identity.demo-accounts", PASSWORD)
                .lines()
                .toList();
    }
}
