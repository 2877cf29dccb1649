package vn.motcua.calendar;

import java.util.List;

/**
 * What a change would do, before it is done.
 *
 * @param revision of the calendars it was computed from; the change is refused when they have changed since
 */
public record ChangePreview(long revision, CalendarChange change, List<AffectedCalendar> affected) {

    public ChangePreview {
        affected = List.copyOf(affected);
    }
}
