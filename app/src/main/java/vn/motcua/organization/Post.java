package vn.motcua.organization;

import java.util.Set;

/**
 * A position an officer holds in a unit now.
 *
 * @param position clerk, specialist, head, leader or chief
 * @param permissions what the position may do in {@code unit}
 * @param view what reading permissions reach beyond the unit: empty for most posts
 */
public record Post(UnitId unit, AgencyId agency, String position, Set<Permission> permissions, View view) {

    /** Agencies whose dossiers can be looked at as a whole, and all their units. */
    public record View(Set<AgencyId> agencies, Set<UnitId> units) {

        public static final View NONE = new View(Set.of(), Set.of());

        public View {
            agencies = Set.copyOf(agencies);
            units = Set.copyOf(units);
        }
    }

    public Post {
        permissions = Set.copyOf(permissions);
    }

    /** A post that sees no further than its own unit. */
    public Post(UnitId unit, AgencyId agency, String position, Set<Permission> permissions) {
        this(unit, agency, position, permissions, View.NONE);
    }

    boolean may(Permission permission, UnitId where) {
        return permissions.contains(permission)
                && (unit.equals(where) || permission.reading() && view.units().contains(where));
    }

    boolean mayIn(Permission permission, AgencyId where) {
        return permissions.contains(permission)
                && (permission.reading() ? view.agencies().contains(where) : agency.equals(where));
    }
}
