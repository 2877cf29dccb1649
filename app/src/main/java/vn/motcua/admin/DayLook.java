package vn.motcua.admin;

import java.util.Locale;
import vn.motcua.calendar.YearView;

/** How a day of a year's view looks: by colour, mark and words, never by colour alone. */
public enum DayLook {
    WORK(""),
    /** Worked by the weekly hours, but not the whole day. */
    SHORT("•"),
    REST(""),
    LAW("L"),
    OFF("N"),
    HALF("½"),
    SWAP("B"),
    EXTRA("+"),
    OUTSIDE("");

    private final String mark;

    DayLook(String mark) {
        this.mark = mark;
    }

    static DayLook of(YearView.Day day, int minutesPerDay) {
        return switch (day.kind()) {
            case WORK -> day.minutes() < minutesPerDay ? SHORT : WORK;
            case WEEKLY_REST -> REST;
            case OFF -> day.origin() == YearView.Origin.LAW ? LAW : OFF;
            case OFF_FROM_NOON -> HALF;
            case SPECIAL_WORK -> EXTRA;
            case SWAP_WORK -> SWAP;
            case OUTSIDE -> OUTSIDE;
        };
    }

    public String mark() {
        return mark;
    }

    /** The end of its class in the style sheet. */
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The message key of its words. */
    public String key() {
        return "admin.day." + name();
    }
}
