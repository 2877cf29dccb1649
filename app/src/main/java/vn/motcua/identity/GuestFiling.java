package vn.motcua.identity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.motcua.organization.Actor;

/** Whether a visitor nobody has identified may file: only where {@code motcua.filing.guests} says so. */
@Component
public final class GuestFiling {

    private final boolean allowed;

    GuestFiling(@Value("${motcua.filing.guests:false}") boolean allowed) {
        this.allowed = allowed;
    }

    public boolean allowed() {
        return allowed;
    }

    /** Whether this one has to sign in before filing. */
    public boolean refuses(Actor actor) {
        return !allowed && actor instanceof Actor.Guest;
    }
}
