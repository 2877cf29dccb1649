package vn.motcua.portal;

import java.time.Instant;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Remaining;
import vn.motcua.web.TimeLeft;

/** Working time as the agency of a dossier counts it. */
@Component
class TrackClock {

    private final Calendars calendars;

    TrackClock(Calendars calendars) {
        this.calendars = calendars;
    }

    /**
     * What is left at {@code now} until {@code until}, called soon by the same measure as on the desk.
     *
     * @param since when that time began
     */
    TimeLeft left(Dossier d, Instant since, Instant now, Instant until) {
        WorkingCalendar calendar = calendars.byId(d.agency().processingCalendar());
        Remaining left = Remaining.of(calendar, now, until, calendar.workingMinutesBetween(since, until));
        return new TimeLeft(left.minutes(), left.soon(), left.minutesPerDay());
    }

    /** Working minutes that are kept while the clock stands still: they press nobody. */
    TimeLeft kept(Dossier d, long minutes) {
        return new TimeLeft(
                minutes, false, calendars.byId(d.agency().processingCalendar()).minutesPerDay());
    }
}
