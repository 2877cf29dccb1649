package vn.motcua.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.CalendarSummary;
import vn.motcua.calendar.ChangeEntry;

/**
 * A calendar in the list.
 *
 * @param href of the year that is now
 * @param reception names of the agencies whose desks open by it; {@code processing} of those that work by it
 * @param last its latest change, of all calendars or of it alone
 */
public record CalendarLine(
        CalendarSummary calendar,
        String href,
        List<String> hours,
        List<String> reception,
        List<String> processing,
        @Nullable ChangeEntry last) {}
