package vn.motcua.identity;

import java.io.Serializable;
import java.security.Principal;
import vn.motcua.organization.OfficerId;

/** What a session keeps of a signed-in officer; posts and permissions are looked up anew for every request. */
record OfficerPrincipal(long officer, String login) implements Principal, Serializable {

    OfficerId id() {
        return new OfficerId(officer);
    }

    @Override
    public String getName() {
        return login;
    }
}
