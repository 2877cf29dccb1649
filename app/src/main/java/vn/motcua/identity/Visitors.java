package vn.motcua.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Post;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Texts;
import vn.motcua.web.Visitor;

/** Tells the pages' header who is signed in. */
@Component
final class Visitors implements Visitor.Source {

    private final CurrentActor current;
    private final Organization organization;
    private final Texts texts;

    Visitors(CurrentActor current, Organization organization, Texts texts) {
        this.current = current;
        this.organization = organization;
        this.texts = texts;
    }

    @Override
    public @Nullable Visitor visitor(HttpServletRequest request) {
        return switch (current.signedIn()) {
            case Actor.Officer officer ->
                new Visitor(
                        officer.displayName(),
                        post(officer),
                        true,
                        officer.may(Permission.SYSTEM_ADMIN)
                                || officer.may(Permission.CATALOG_EDIT)
                                || officer.may(Permission.CATALOG_PUBLISH)
                                || officer.may(Permission.PROCESS_DESIGN)
                                || officer.may(Permission.PROCESS_OPERATE));
            case Actor.Citizen citizen -> new Visitor(citizen.displayName(), "", false, false);
            case null, default -> null;
        };
    }

    private String post(Actor.Officer officer) {
        if (officer.posts().isEmpty()) {
            return officer.everywhere().isEmpty() ? "" : texts.get(Vietnam.LOCALE, "organization.position.admin");
        }
        Post post = officer.posts().getFirst();
        return texts.get(Vietnam.LOCALE, "organization.position." + post.position())
                + ", "
                + organization.unit(post.unit()).name();
    }
}
