package vn.motcua.admin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A change that is shown before it is made.
 *
 * @param action where the form is sent to
 * @param kept what was typed, sent along unseen
 * @param differing how many dates differ; {@code days} are the first of them
 * @param looked how many open dossiers were counted anew; {@code moved} how many of them move, {@code moves} the first
 *     of these
 * @param overdue how many of them would be overdue that are not
 * @param answers how many dossiers wait for another agency whose time to answer moves
 */
public record ChangeSheet(
        String title,
        String action,
        String back,
        List<Kept> kept,
        long revision,
        int differing,
        List<DayChange> days,
        List<LengthChange> lengths,
        long looked,
        int moved,
        long later,
        long earlier,
        long overdue,
        int answers,
        List<AgencyMoves> agencies,
        List<MoveLine> moves) {

    public record Kept(String name, String value) {}

    /** @param calendars for which this is so */
    public record DayChange(LocalDate date, String before, String after, List<String> calendars) {}

    /** A calendar whose working day stands for another number of minutes. */
    public record LengthChange(String calendar, int before, int after) {}

    public record AgencyMoves(String agency, long moved) {}

    public record MoveLine(String code, String procedure, String agency, Instant before, Instant after) {}
}
