package vn.motcua.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.Explanation.Line;
import vn.motcua.shared.Vietnam;

/**
 * Tells a stretch of days: what was worked on each, or which working day it is, and why others are skipped. Where that
 * takes too many lines, full weeks are told as one, and then all that lies between the first day and the last.
 */
final class DayLines {

    /** So many lines a stretch may take before more is folded. */
    private static final int LINES = 8;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M", Locale.ROOT);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    private enum Kind {
        WORKED,
        OFF,
        REST
    }

    /**
     * Neighbouring days told together.
     *
     * @param worked how many of them were worked
     * @param minutes what was worked on them
     * @param ordinary whether they were worked in full by the usual hours
     * @param name of a special day
     */
    private record Piece(
            Kind kind,
            LocalDate from,
            LocalDate to,
            int worked,
            long minutes,
            boolean ordinary,
            @Nullable DayName name) {

        Piece with(Piece next) {
            return new Piece(kind, from, next.to, worked + next.worked, minutes + next.minutes, ordinary, name);
        }

        boolean isOneDay() {
            return from.equals(to);
        }
    }

    private final WorkingCalendar calendar;
    private final boolean inMinutes;
    private final List<Line> lines = new ArrayList<>();
    private int counted;

    private DayLines(WorkingCalendar calendar, boolean inMinutes) {
        this.calendar = calendar;
        this.inMinutes = inMinutes;
    }

    /** The minutes worked from one time to another, day by day. */
    static List<Line> worked(WorkingCalendar calendar, Instant from, Instant to) {
        DayLines told = new DayLines(calendar, true);
        if (from.isBefore(to)) {
            told.tell(told.pieces(WorkingCalendar.local(from).toLocalDate(), lastDay(to), from, to));
        }
        return told.lines;
    }

    /** The working days from a day to the one a time lies in, by their numbers. */
    static List<Line> numbered(WorkingCalendar calendar, LocalDate from, Instant to) {
        DayLines told = new DayLines(calendar, false);
        told.tell(told.pieces(from, lastDay(to), Instant.MIN, Instant.MAX));
        return told.lines;
    }

    /** The days off in a range, its end exclusive. */
    static List<Line> skipped(WorkingCalendar calendar, LocalDate from, LocalDate to) {
        DayLines told = new DayLines(calendar, true);
        told.tell(told.pieces(from, to.minusDays(1), Instant.MIN, Instant.MAX).stream()
                .filter(piece -> piece.kind() != Kind.WORKED)
                .toList());
        return told.lines;
    }

    /** The day a time ends, or lies in; work may end at midnight. */
    static LocalDate lastDay(Instant end) {
        return WorkingCalendar.local(end.minusSeconds(60)).toLocalDate();
    }

    private List<Piece> pieces(LocalDate first, LocalDate last, Instant from, Instant to) {
        List<Piece> pieces = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            Piece piece = piece(date, from, to);
            Piece before = pieces.isEmpty() ? null : pieces.getLast();
            if (piece.kind() == Kind.WORKED) {
                if (piece.minutes() > 0) {
                    pieces.add(piece);
                }
            } else if (before != null
                    && before.kind() == piece.kind()
                    && before.to().plusDays(1).equals(date)
                    && Objects.equals(before.name(), piece.name())) {
                pieces.set(pieces.size() - 1, before.with(piece));
            } else {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private Piece piece(LocalDate date, Instant from, Instant to) {
        SpecialDay special = calendar.specialDay(date);
        DayName name = special == null ? null : special.name();
        if (!calendar.isWorkingDay(date)) {
            return new Piece(name == null ? Kind.REST : Kind.OFF, date, date, 0, 0, false, name);
        }
        Instant begin = date.atStartOfDay(Vietnam.ZONE).toInstant();
        Instant end = calendar.endOfWork(date);
        long minutes = calendar.workingMinutesBetween(from.isAfter(begin) ? from : begin, to.isBefore(end) ? to : end);
        boolean ordinary = name == null && minutes == calendar.workingMinutesOn(date);
        return new Piece(Kind.WORKED, date, date, 1, minutes, ordinary, name);
    }

    private void tell(List<Piece> pieces) {
        if (pieces.size() <= LINES) {
            pieces.forEach(this::line);
            return;
        }
        List<Piece> weeks = inWeeks(pieces);
        if (weeks.size() <= LINES) {
            weeks.forEach(this::line);
            return;
        }
        boolean partialFirst = isPartial(pieces.getFirst());
        boolean partialLast = isPartial(pieces.getLast());
        if (partialFirst) {
            line(pieces.getFirst());
        }
        folded(pieces.subList(partialFirst ? 1 : 0, pieces.size() - (partialLast ? 1 : 0)));
        if (partialLast) {
            line(pieces.getLast());
        }
    }

    private static boolean isPartial(Piece piece) {
        return piece.kind() == Kind.WORKED && !piece.ordinary();
    }

    /** Runs of full ordinary days are joined, with the weekly rest between them. */
    private static List<Piece> inWeeks(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        Piece rest = null;
        for (Piece piece : pieces) {
            Piece before = joined.isEmpty() ? null : joined.getLast();
            boolean inRun = before != null && before.ordinary();
            if (piece.kind() == Kind.REST && inRun) {
                rest = piece;
                continue;
            }
            if (inRun && piece.ordinary() && before != null) {
                joined.set(joined.size() - 1, before.with(piece));
            } else {
                if (rest != null) {
                    joined.add(rest);
                }
                joined.add(piece);
            }
            rest = null;
        }
        if (rest != null) {
            joined.add(rest);
        }
        return joined;
    }

    /** One line for all days, one that names the days off among them, one for the worked special days. */
    private void folded(List<Piece> pieces) {
        LocalDate from = pieces.getFirst().from();
        LocalDate to = pieces.getLast().to();
        int days = pieces.stream().mapToInt(Piece::worked).sum();
        if (inMinutes) {
            tell(
                    "days",
                    from,
                    to,
                    days,
                    pieces.stream().mapToLong(Piece::minutes).sum());
        } else {
            tell("nth-days", from, to, counted + 1, counted + days);
        }
        counted += days;
        DateTimeFormatter format = from.getYear() == to.getYear() ? DAY : DAY_OF_YEAR;
        named(pieces, Kind.OFF, "folded-off", format);
        named(pieces, Kind.WORKED, "folded-worked", format);
    }

    private void named(List<Piece> pieces, Kind kind, String key, DateTimeFormatter format) {
        Map<DayName, List<String>> dates = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            DayName name = piece.name();
            if (piece.kind() == kind && name != null) {
                dates.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(
                                piece.isOneDay()
                                        ? format.format(piece.from())
                                        : format.format(piece.from()) + "–" + format.format(piece.to()));
            }
        }
        if (!dates.isEmpty()) {
            tell(key, new DayName(joined(dates, DayName::vi), joined(dates, DayName::en)));
        }
    }

    private static String joined(Map<DayName, List<String>> dates, Function<DayName, String> name) {
        return dates.entrySet().stream()
                .map(day -> String.join(", ", day.getValue()) + " (" + name.apply(day.getKey()) + ")")
                .collect(Collectors.joining("; "));
    }

    private void line(Piece piece) {
        DayName name = piece.name();
        switch (piece.kind()) {
            case OFF -> {
                if (piece.isOneDay()) {
                    tell("off", piece.from(), Objects.requireNonNull(name));
                } else {
                    tell("offs", piece.from(), piece.to(), Objects.requireNonNull(name));
                }
            }
            case REST -> {
                if (piece.isOneDay()) {
                    tell("weekly-rest", piece.from());
                } else {
                    tell("weekly-rests", piece.from(), piece.to());
                }
            }
            case WORKED -> worked(piece, name);
        }
    }

    private void worked(Piece piece, @Nullable DayName name) {
        int first = counted + 1;
        counted += piece.worked();
        if (!piece.isOneDay()) {
            if (inMinutes) {
                tell("days", piece.from(), piece.to(), piece.worked(), piece.minutes());
            } else {
                tell("nth-days", piece.from(), piece.to(), first, counted);
            }
        } else if (name == null) {
            tell(inMinutes ? "day" : "nth-day", piece.from(), inMinutes ? (Object) piece.minutes() : first);
        } else {
            tell(
                    inMinutes ? "day-special" : "nth-day-special",
                    piece.from(),
                    inMinutes ? (Object) piece.minutes() : first,
                    name);
        }
    }

    private void tell(String key, Object... args) {
        lines.add(Line.of("calendar.why." + key, args));
    }
}
