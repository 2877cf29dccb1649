package vn.motcua.admin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.DayName;
import vn.motcua.calendar.DayType;
import vn.motcua.calendar.Shift;
import vn.motcua.calendar.SpecialDay;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * An announcement of special days as it was typed.
 *
 * @param common for all calendars; else for the one it was begun at
 * @param source number and date of the document announced by
 */
public record AnnounceForm(boolean common, String source, List<DayRow> rows) {

    /** As many as fit into one form. */
    static final int MOST_ROWS = 100;

    private static final int MOST_DAYS_OF_A_ROW = 31;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    /** The field that a problem told by the calendars belongs to; its first argument is the date. */
    private static final Map<String, String> FIELDS = Map.of(
            "calendar.day-outside-year", "ngay",
            "calendar.day-outside", "ngay",
            "calendar.day-twice", "ngay",
            "calendar.day-unnamed", "ten",
            "calendar.day-name-long", "ten",
            "calendar.day-source-long", "nguon",
            "calendar.day-shift", "gio",
            "calendar.day-overlapping-shifts", "gio",
            "calendar.worked-without-hours", "gio");

    public AnnounceForm {
        rows = List.copyOf(rows);
    }

    static AnnounceForm blank() {
        return new AnnounceForm(true, "", List.of(DayRow.BLANK));
    }

    static AnnounceForm of(MultiValueMap<String, String> posted) {
        List<DayRow> rows = new ArrayList<>();
        for (int n = 0; n < MOST_ROWS && posted.containsKey("ngay." + n); n++) {
            rows.add(new DayRow(
                    value(posted, "ngay." + n),
                    value(posted, "den." + n),
                    value(posted, "loai." + n),
                    value(posted, "gio." + n),
                    value(posted, "ten." + n),
                    value(posted, "ten-en." + n),
                    value(posted, "nguon." + n),
                    value(posted, "nhu." + n)));
        }
        return new AnnounceForm(
                !value(posted, "pham-vi").equals("rieng"),
                value(posted, "can-cu"),
                rows.isEmpty() ? List.of(DayRow.BLANK) : rows);
    }

    /** The form that would announce these days. */
    static AnnounceForm of(boolean common, String source, List<SpecialDay> days) {
        return new AnnounceForm(
                common,
                source,
                days.stream()
                        .map(day -> {
                            DayOfWeek like = day.hoursOf();
                            return new DayRow(
                                    DATE.format(day.date()),
                                    "",
                                    day.type().name(),
                                    DayWords.hours(day.hours()),
                                    day.name().vi(),
                                    day.name().en(),
                                    day.source().equals(source) ? "" : day.source(),
                                    like == null ? "" : Integer.toString(like.getValue()));
                        })
                        .toList());
    }

    AnnounceForm withRow() {
        List<DayRow> more = new ArrayList<>(rows);
        if (more.size() < MOST_ROWS) {
            more.add(DayRow.BLANK);
        }
        return new AnnounceForm(common, source, more);
    }

    AnnounceForm withoutRow(int n) {
        List<DayRow> fewer = new ArrayList<>(rows);
        if (n >= 0 && n < fewer.size()) {
            fewer.remove(n);
        }
        return new AnnounceForm(common, source, fewer.isEmpty() ? List.of(DayRow.BLANK) : fewer);
    }

    /** What it asks for, or what cannot be read in it, at the fields. */
    Result<CalendarChange> change(String calendar, int year) {
        List<Problem> problems = new ArrayList<>();
        List<SpecialDay> days = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            if (!rows.get(n).blank()) {
                days.addAll(days(rows.get(n), n, year, problems));
            }
        }
        if (rows.stream().allMatch(DayRow::blank)) {
            problems.add(Problem.at("ngay.0", "admin.date-missing"));
        }
        if (source.isBlank() && rows.stream().anyMatch(row -> row.source().isBlank())) {
            problems.add(Problem.at("can-cu", "admin.source-missing"));
        }
        return problems.isEmpty()
                ? Result.done(new CalendarChange.Announce(common ? null : calendar, year, days))
                : Result.refused(problems);
    }

    private List<SpecialDay> days(DayRow row, int n, int year, List<Problem> problems) {
        int before = problems.size();
        LocalDate from = date(row.date(), "ngay." + n, problems);
        LocalDate until = row.until().isBlank() ? from : date(row.until(), "den." + n, problems);
        if (from != null && from.getYear() != year) {
            problems.add(Problem.at("ngay." + n, "admin.other-year", Integer.toString(year)));
        } else if (from != null
                && until != null
                && (until.isBefore(from) || ChronoUnit.DAYS.between(from, until) >= MOST_DAYS_OF_A_ROW)) {
            problems.add(Problem.at("den." + n, "admin.until", MOST_DAYS_OF_A_ROW));
        }
        if (row.name().isBlank()) {
            problems.add(Problem.at("ten." + n, "admin.name-missing"));
        }
        DayType type = type(row.type());
        Optional<List<Shift>> hours = Typed.hours(row.hours());
        if (type == null) {
            problems.add(Problem.at("loai." + n, "admin.type-missing"));
        } else if (hours.isEmpty()) {
            problems.add(Problem.at("gio." + n, "admin.hours-unreadable"));
        } else if (!hours.get().isEmpty() && (type == DayType.OFF || type == DayType.OFF_FROM_NOON)) {
            problems.add(Problem.at("gio." + n, "admin.hours-of-day-off"));
        }
        if (from == null || until == null || type == null || problems.size() > before) {
            return List.of();
        }
        String english = row.english().isBlank() ? row.name() : row.english();
        return from.datesUntil(until.plusDays(1))
                .map(date -> new SpecialDay(
                        date,
                        type,
                        new DayName(row.name(), english),
                        row.like().matches("[1-7]") ? DayOfWeek.of(Integer.parseInt(row.like())) : null,
                        hours.get(),
                        row.source().isBlank() ? source : row.source()))
                .toList();
    }

    /** The problems that the calendars told, each at the field it comes from where one can be named. */
    List<Problem> placed(List<Problem> problems) {
        Map<String, Integer> rowOf = new HashMap<>();
        for (int n = 0; n < rows.size(); n++) {
            int row = n;
            Typed.date(rows.get(n).date()).ifPresent(from -> {
                LocalDate until = Typed.date(rows.get(row).until()).orElse(from);
                // of two rows with one date the second is the one too many
                for (LocalDate date = from; !date.isAfter(until); date = date.plusDays(1)) {
                    rowOf.put(DATE.format(date), row);
                }
            });
        }
        return problems.stream()
                .map(problem -> {
                    String field = FIELDS.get(problem.code());
                    Integer row = problem.args().isEmpty()
                            ? null
                            : rowOf.get(problem.args().getFirst().toString());
                    return field == null || row == null
                            ? problem
                            : new Problem(problem.code(), field + "." + row, problem.args());
                })
                .toList();
    }

    private static @Nullable LocalDate date(String text, String field, List<Problem> problems) {
        Optional<LocalDate> date = Typed.date(text);
        if (date.isEmpty()) {
            problems.add(Problem.at(field, text.isBlank() ? "admin.date-missing" : "admin.date-unreadable"));
        }
        return date.orElse(null);
    }

    private static @Nullable DayType type(String name) {
        for (DayType type : DayType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    static String value(MultiValueMap<String, String> posted, String name) {
        String value = posted.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
