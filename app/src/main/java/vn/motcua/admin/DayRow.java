package vn.motcua.admin;

/**
 * A day, or several in a row, as typed into the form of an announcement.
 *
 * @param until the last of several days; empty for one
 * @param type name of a day type
 * @param source the document of this day alone; empty: that of the announcement
 * @param like number of the weekday whose hours a worked day takes, from an imported file; empty as a rule
 */
public record DayRow(
        String date, String until, String type, String hours, String name, String english, String source, String like) {

    static final DayRow BLANK = new DayRow("", "", "OFF", "", "", "", "", "");

    boolean blank() {
        return (date + until + hours + name + english).isBlank();
    }
}
