package vn.motcua.admin;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.CalendarSummary;
import vn.motcua.calendar.DayName;
import vn.motcua.calendar.Week;
import vn.motcua.calendar.YearView;
import vn.motcua.web.Page;

/**
 * A year of a calendar, ready to be drawn.
 *
 * @param counts how many days look how; only looks that occur
 * @param law days off by law; {@code common} what was announced for all calendars, {@code own} for this one alone
 * @param weeks weekly hours that hold within the year
 * @param last years before and after that the calendar reaches, else {@code null}
 */
public record YearSheet(
        CalendarSummary calendar,
        int year,
        List<MonthSheet> months,
        Map<DayLook, Integer> counts,
        List<Special> law,
        List<Special> common,
        List<Special> own,
        List<WeekSheet> weeks,
        long workingDays,
        long workingMinutes,
        @Nullable Integer last,
        @Nullable Integer next) {

    /** @param rows weeks from Monday to Sunday; {@code null} where a day is of another month */
    public record MonthSheet(int month, List<List<@Nullable Cell>> rows) {}

    /** @param text for those who do not see colours and marks */
    public record Cell(LocalDate date, DayLook look, String text) {}

    /** Days of one name in a row. */
    public record Special(LocalDate from, LocalDate to, DayLook look, String name, String hours, String source) {}

    public record WeekSheet(LocalDate from, List<String> lines) {}

    static YearSheet of(YearView view, Page page) {
        CalendarSummary calendar = view.calendar();
        List<MonthSheet> months = new ArrayList<>();
        for (Month month : Month.values()) {
            months.add(month(
                    month.getValue(),
                    view.days().stream()
                            .filter(day -> day.date().getMonth() == month)
                            .map(day -> cell(day, calendar.minutesPerDay(), page))
                            .toList()));
        }
        Map<DayLook, Integer> counts = new EnumMap<>(DayLook.class);
        view.days().forEach(day -> counts.merge(DayLook.of(day, calendar.minutesPerDay()), 1, Integer::sum));
        return new YearSheet(
                calendar,
                view.year(),
                months,
                counts,
                specials(view, YearView.Origin.LAW, page),
                specials(view, YearView.Origin.ANNOUNCED, page),
                specials(view, YearView.Origin.OWN, page),
                weeks(view, page),
                view.workingDays(),
                view.workingMinutes(),
                view.year() > calendar.from().getYear() ? view.year() - 1 : null,
                view.year() < calendar.to().getYear() ? view.year() + 1 : null);
    }

    private static MonthSheet month(int number, List<Cell> days) {
        List<List<@Nullable Cell>> rows = new ArrayList<>();
        @Nullable Cell[] row = new Cell[7];
        for (Cell day : days) {
            int column = day.date().getDayOfWeek().getValue() - 1;
            row[column] = day;
            if (column == 6) {
                rows.add(Arrays.asList(row));
                row = new Cell[7];
            }
        }
        if (Arrays.stream(row).anyMatch(cell -> cell != null)) {
            rows.add(Arrays.asList(row));
        }
        return new MonthSheet(number, rows);
    }

    private static Cell cell(YearView.Day day, int minutesPerDay, Page page) {
        DayLook look = DayLook.of(day, minutesPerDay);
        DayName name = day.name();
        String hours = look == DayLook.WORK || day.shifts().isEmpty() ? "" : ", " + DayWords.hours(day.shifts());
        return new Cell(
                day.date(), look, page.t(look.key()) + (name == null ? "" : ": " + name.in(page.locale())) + hours);
    }

    private static List<Special> specials(YearView view, YearView.Origin origin, Page page) {
        List<Special> specials = new ArrayList<>();
        for (YearView.Day day : view.days()) {
            DayName name = day.name();
            if (day.origin() != origin || name == null) {
                continue;
            }
            Special one = new Special(
                    day.date(),
                    day.date(),
                    DayLook.of(day, view.calendar().minutesPerDay()),
                    name.in(page.locale()),
                    DayWords.hours(day.shifts()),
                    day.source());
            Special before = specials.isEmpty() ? null : specials.getLast();
            if (before != null
                    && before.equals(
                            new Special(before.from(), before.to(), one.look(), one.name(), one.hours(), one.source()))
                    && before.to().plusDays(1).equals(one.from())) {
                specials.set(
                        specials.size() - 1,
                        new Special(before.from(), one.to(), one.look(), one.name(), one.hours(), one.source()));
            } else {
                specials.add(one);
            }
        }
        return specials;
    }

    private static List<WeekSheet> weeks(YearView view, Page page) {
        DayWords words = new DayWords(page);
        List<Week> weeks = view.calendar().weeks();
        List<WeekSheet> sheets = new ArrayList<>();
        for (int i = 0; i < weeks.size(); i++) {
            boolean begun = weeks.get(i).validFrom().getYear() <= view.year();
            boolean over =
                    i + 1 < weeks.size() && !weeks.get(i + 1).validFrom().isAfter(LocalDate.of(view.year(), 1, 1));
            if (begun && !over) {
                sheets.add(new WeekSheet(weeks.get(i).validFrom(), words.of(weeks.get(i))));
            }
        }
        return sheets;
    }
}
