package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Vietnam's public holidays as the law in force in each year gives them. Days that the government swaps by its yearly
 * announcement cannot be computed and are data.
 *
 * <p>Law: Labour Code 1994 art. 73 (from 1995: four days of Tết, a holiday on a weekly rest day is compensated on the
 * next day), amended 2007 (Hùng Kings), Labour Code 2012 art. 115 (Tết five days; in force May 2013, so from 2014),
 * Labour Code 2019 art. 112 (two days for National Day from 2021), Resolution 28/2026/QH16 (24 November from 2026). The
 * weekly rest was Sunday alone until Decision 188/1999/QĐ-TTg freed Saturdays from 2 October 1999.
 *
 * <p>Before 1995 the same days are given without compensation, 30 April from 1976.
 */
public final class PublicHolidays {

    public static final int FIRST_YEAR = 1968;
    public static final int LAST_YEAR = 2100;

    private static final LocalDate SATURDAYS_FREE_SINCE = LocalDate.of(1999, 10, 2);

    private static final DayName NEW_YEAR = new DayName("Tết Dương lịch", "New Year’s Day");
    private static final DayName TET = new DayName("Tết Nguyên đán", "Lunar New Year (Tết)");
    private static final DayName HUNG_KINGS = new DayName("Giỗ Tổ Hùng Vương", "Hùng Kings’ Commemoration");
    private static final DayName VICTORY = new DayName("Ngày Chiến thắng 30/4", "Victory Day");
    private static final DayName LABOUR = new DayName("Quốc tế Lao động 1/5", "International Labour Day");
    private static final DayName NATIONAL = new DayName("Quốc khánh 2/9", "National Day");
    private static final DayName CULTURE = new DayName("Ngày Văn hóa Việt Nam 24/11", "Vietnamese Culture Day");

    private PublicHolidays() {}

    /** The days off of a year by date, weekly rest days that are holidays included. */
    public static List<SpecialDay> of(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "public holidays are known from " + FIRST_YEAR + " to " + LAST_YEAR + ", not for " + year);
        }
        Map<LocalDate, DayName> days = new TreeMap<>();
        days.put(LocalDate.of(year, 1, 1), NEW_YEAR);
        tet(year).forEach(day -> days.put(day, TET));
        if (year >= 2007) {
            days.put(new LunarDate(year, 3, 10, false).toSolar(), HUNG_KINGS);
        }
        if (year >= 1976) {
            days.put(LocalDate.of(year, Month.APRIL, 30), VICTORY);
        }
        days.put(LocalDate.of(year, Month.MAY, 1), LABOUR);
        nationalDay(year).forEach(day -> days.put(day, NATIONAL));
        if (year >= 2026) {
            days.put(LocalDate.of(year, Month.NOVEMBER, 24), CULTURE);
        }
        if (year >= 1995) {
            compensate(days);
        }
        return days.entrySet().stream()
                .map(day -> SpecialDay.off(day.getKey(), day.getValue(), source(year)))
                .toList();
    }

    /**
     * The last day of the old year and the first three, four before 2014 and five since; the law leaves open which of
     * the five. The government has always taken the last two of the old year, but one where that fills a week.
     */
    private static List<LocalDate> tet(int year) {
        LocalDate first = LunarDate.newYear(year);
        if (year < 2014) {
            return first.minusDays(1).datesUntil(first.plusDays(3)).toList();
        }
        int before = first.getDayOfWeek() == DayOfWeek.TUESDAY ? 1 : 2;
        return first.minusDays(before).datesUntil(first.plusDays(5 - before)).toList();
    }

    /**
     * Since 2021 with the day before or after; the law leaves open which. As announced since: the one that joins the
     * weekend, the day before where both or neither do.
     */
    private static List<LocalDate> nationalDay(int year) {
        LocalDate day = LocalDate.of(year, Month.SEPTEMBER, 2);
        if (year < 2021) {
            return List.of(day);
        }
        return switch (day.getDayOfWeek()) {
            case MONDAY, THURSDAY -> List.of(day, day.plusDays(1));
            default -> List.of(day.minusDays(1), day);
        };
    }

    /** Every holiday on a weekly rest day gives the next day that is neither. */
    private static void compensate(Map<LocalDate, DayName> days) {
        for (Map.Entry<LocalDate, DayName> holiday : new ArrayList<>(days.entrySet())) {
            if (isWeeklyRest(holiday.getKey())) {
                LocalDate free = holiday.getKey().plusDays(1);
                while (isWeeklyRest(free) || days.containsKey(free)) {
                    free = free.plusDays(1);
                }
                DayName name = holiday.getValue();
                days.put(free, new DayName("Nghỉ bù " + name.vi(), name.en() + " (compensatory day off)"));
            }
        }
    }

    private static boolean isWeeklyRest(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SUNDAY
                || date.getDayOfWeek() == DayOfWeek.SATURDAY && !date.isBefore(SATURDAYS_FREE_SINCE);
    }

    private static String source(int year) {
        if (year >= 2026) {
            return "Điều 112 Bộ luật Lao động 2019; Nghị quyết 28/2026/QH16";
        }
        if (year >= 2021) {
            return "Điều 112 Bộ luật Lao động 2019";
        }
        if (year >= 2014) {
            return "Điều 115 Bộ luật Lao động 2012";
        }
        return year >= 1995 ? "Điều 73 Bộ luật Lao động 1994" : "";
    }
}
