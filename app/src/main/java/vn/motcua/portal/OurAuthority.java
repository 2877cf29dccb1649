package vn.motcua.portal;

import java.time.Clock;
import org.springframework.stereotype.Component;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.web.AuthorityName;

/** The highest agency known here gives the portal its name. */
@Component
class OurAuthority implements AuthorityName {

    private final Organization organization;
    private final Clock clock;

    OurAuthority(Organization organization, Clock clock) {
        this.organization = organization;
        this.clock = clock;
    }

    @Override
    public String name() {
        return organization.agencies(clock.instant()).stream()
                .filter(a -> a.parent() == null)
                .map(Agency::name)
                .findFirst()
                .orElse("");
    }
}
