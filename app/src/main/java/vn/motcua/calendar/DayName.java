package vn.motcua.calendar;

import java.util.Locale;

/** What a special day is called, in Vietnamese and English; a calendar's own data, so not from the message files. */
public record DayName(String vi, String en) {

    public String in(Locale locale) {
        return locale.getLanguage().equals("en") ? en : vi;
    }

    @Override
    public String toString() {
        return vi;
    }
}
