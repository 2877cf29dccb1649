package vn.motcua.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rail of queues beside the desk's work. */
public record Rail(List<Group> groups) {

    public static final Rail EMPTY = new Rail(List.of());

    public Rail {
        groups = List.copyOf(groups);
    }

    public record Group(String title, List<Item> items) {
        public Group {
            items = List.copyOf(items);
        }
    }

    /**
     * @param count dossiers in the queue; negative: not counted
     * @param alert the count is bad news, for example overdue
     * @param key the key that leads there; {@code null} when there is none
     */
    public record Item(
            String href,
            String label,
            String icon,
            long count,
            boolean alert,
            @Nullable String key) {}
}
