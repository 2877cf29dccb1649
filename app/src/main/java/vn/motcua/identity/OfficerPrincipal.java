package vn.motcua.identity;

import java.io.Serializable;
import java.security.Principal;
import vn.motcua.organization.OfficerId;

/**
 * What a session keeps of a signed-in officer; posts and permissions are looked up anew for every request.
 *
 * @param mustChange signed in with a one-time password, which must be changed first
 */
record OfficerPrincipal(long officer, String login, boolean mustChange) implements Principal, Serializable {

    OfficerId id() {
        return new OfficerId(officer);
    }

    @Override
    public String getName() {
        return login;
    }
}
