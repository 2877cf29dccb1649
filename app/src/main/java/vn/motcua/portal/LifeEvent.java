package vn.motcua.portal;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A moment in life that brings people here; its texts are {@code portal.event.<key>}. */
public record LifeEvent(String key, String icon) {

    static final List<LifeEvent> ALL = List.of(
            new LifeEvent("birth", "baby"),
            new LifeEvent("marriage", "heart"),
            new LifeEvent("house", "house"),
            new LifeEvent("business", "store"),
            new LifeEvent("papers", "stamp"),
            new LifeEvent("land", "map-pin"),
            new LifeEvent("work", "briefcase"),
            new LifeEvent("death", "flag"));

    /** Those that have a procedure, in their usual order. */
    static List<LifeEvent> of(Collection<String> keys) {
        Set<String> present = Set.copyOf(keys);
        return ALL.stream().filter(e -> present.contains(e.key())).toList();
    }
}
