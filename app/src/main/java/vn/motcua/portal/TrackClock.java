package vn.motcua.portal;

import java.time.Instant;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.dossier.Dossier;

/** Working time as the agency of a dossier counts it. */
@Component
class TrackClock {

    private final Calendars calendars;

    TrackClock(Calendars calendars) {
        this.calendars = calendars;
    }

    /** Working minutes from {@code now} until {@code until}; negative when it has passed. */
    long left(Dossier d, Instant now, Instant until) {
        WorkingCalendar calendar = calendars.byId(d.agency().processingCalendar());
        return now.isAfter(until)
                ? -calendar.workingMinutesBetween(until, now)
                : calendar.workingMinutesBetween(now, until);
    }
}
