package vn.motcua.organization;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whoever does something: every command and every look at a dossier names one. */
public sealed interface Actor {

    String displayName();

    /**
     * An officer with the posts held at the moment of asking.
     *
     * @param everywhere permissions bound to no unit: those of administrators, never over dossiers
     */
    record Officer(OfficerId id, String displayName, List<Post> posts, Set<Permission> everywhere) implements Actor {

        public Officer {
            posts = List.copyOf(posts);
            everywhere = Set.copyOf(everywhere);
        }

        public Officer(OfficerId id, String displayName, List<Post> posts) {
            this(id, displayName, posts, Set.of());
        }

        /** Whether some post gives the permission somewhere. Says nothing about any one dossier. */
        public boolean may(Permission permission) {
            return everywhere.contains(permission)
                    || posts.stream().anyMatch(post -> post.permissions().contains(permission));
        }

        /**
         * Whether the officer may do this for the work of one unit: with a post there, or, when it is only about
         * reading, with a leader's, chief's or inspector's view over it.
         */
        public boolean may(Permission permission, UnitId unit) {
            return posts.stream().anyMatch(post -> post.may(permission, unit));
        }

        /**
         * Whether the officer may do work of a unit that is meant for a position: by holding it there, or by deciding
         * over the unit's work as its head does, who may stand in for everyone in it.
         */
        public boolean may(Permission permission, UnitId unit, String position) {
            return posts.stream()
                    .anyMatch(post -> post.unit().equals(unit)
                            && post.permissions().contains(permission)
                            && (post.position().equals(position)
                                    || post.permissions().contains(Permission.DOSSIER_APPROVE)));
        }

        /**
         * Whether the officer may do this in an agency. Reading permissions mean reading <em>all</em> of the agency,
         * so a specialist of one of its offices has none here; ask {@link #may(Permission, UnitId)} for each unit that
         * takes part.
         */
        public boolean mayIn(Permission permission, AgencyId agency) {
            return posts.stream().anyMatch(post -> post.mayIn(permission, agency));
        }

        /** The units the officer works in. */
        public Set<UnitId> units() {
            var units = new HashSet<UnitId>();
            posts.forEach(post -> units.add(post.unit()));
            return Set.copyOf(units);
        }

        /** The units whose dossiers the officer may read: those worked in, and those in view of a reading post. */
        public Set<UnitId> readableUnits() {
            var units = new HashSet<UnitId>();
            for (Post post : posts) {
                if (post.permissions().contains(Permission.DOSSIER_READ)) {
                    units.add(post.unit());
                    units.addAll(post.view().units());
                }
            }
            return Set.copyOf(units);
        }
    }

    /**
     * A person signed in by the identity provider.
     *
     * @param subject the provider's lasting identifier of the person ({@code sub})
     */
    record Citizen(String subject, String displayName) implements Actor {}

    /**
     * A visitor who is not signed in.
     *
     * @param token opaque random value kept by the visitor's browser
     */
    record Guest(String token) implements Actor {
        @Override
        public String displayName() {
            return "khách";
        }
    }

    /** The system itself, in a scheduled job. */
    record System(String job) implements Actor {
        @Override
        public String displayName() {
            return job;
        }
    }
}
