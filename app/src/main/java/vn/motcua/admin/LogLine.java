package vn.motcua.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.ChangeEntry;

/**
 * A change in the log.
 *
 * @param calendar its name; {@code null}: all calendars
 * @param what it was, line by line
 */
public record LogLine(ChangeEntry entry, @Nullable String calendar, List<String> what) {}
