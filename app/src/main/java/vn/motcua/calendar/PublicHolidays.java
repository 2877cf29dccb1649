package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Vietnam's public holidays as the law in force in each year gives them. Days that the government swaps by its yearly
 * announcement cannot be computed and are data.
 *
 * <ul>
 *   <li>until 1976 Decree 028-TTg of 28/1/1959: the afternoon before Tết and two days of it, Buddha's birthday (8/4
 *       lunar), Christmas; no compensation;
 *   <li>from 1977 Decree 13-CP of 22/1/1977: three days of Tết from the last of the old year, the afternoon of 30/4, two
 *       days for National Day; no compensation. No later decree was found, so it is taken to have held until 1994;
 *   <li>from 1995 Labour Code 1994, art. 73: four days of Tết, 30/4 whole, one day for National Day; a holiday on a
 *       weekly rest day is compensated on the next day. Law 84/2007/QH11 adds Hùng Kings from April 2007;
 *   <li>from 2014 Labour Code 2012, art. 115 (in force since May 2013): five days of Tết;
 *   <li>from 2021 Labour Code 2019, art. 112: two days for National Day;
 *   <li>from 2026 Resolution 28/2026/QH16: 24 November.
 * </ul>
 *
 * <p>The weekly rest was Sunday alone until Decision 188/1999/QĐ-TTg freed Saturdays from 2 October 1999.
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
    private static final DayName BUDDHA = new DayName("Lễ Phật đản 8/4 âm lịch", "Buddha’s Birthday");
    private static final DayName CHRISTMAS = new DayName("Lễ Thiên Chúa giáng sinh 25/12", "Christmas Day");
    private static final DayName NATIONAL = new DayName("Quốc khánh 2/9", "National Day");
    private static final DayName CULTURE = new DayName("Ngày Văn hóa Việt Nam 24/11", "Vietnamese Culture Day");

    private PublicHolidays() {}

    /** The days off of a year by date, weekly rest days that are holidays included. */
    public static List<SpecialDay> of(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "public holidays are known from " + FIRST_YEAR + " to " + LAST_YEAR + ", not for " + year);
        }
        if (year < 1977) {
            return decreeOf1959(year);
        }
        if (year < 1995) {
            return decreeOf1977(year);
        }
        Map<LocalDate, DayName> days = new TreeMap<>();
        days.put(LocalDate.of(year, 1, 1), NEW_YEAR);
        tet(year).forEach(day -> days.put(day, TET));
        if (year >= 2007) {
            days.put(new LunarDate(year, 3, 10, false).toSolar(), HUNG_KINGS);
        }
        days.put(LocalDate.of(year, Month.APRIL, 30), VICTORY);
        days.put(LocalDate.of(year, Month.MAY, 1), LABOUR);
        nationalDay(year).forEach(day -> days.put(day, NATIONAL));
        if (year >= 2026) {
            days.put(LocalDate.of(year, Month.NOVEMBER, 24), CULTURE);
        }
        compensate(days);
        return days.entrySet().stream()
                .map(day -> SpecialDay.off(day.getKey(), day.getValue(), source(year)))
                .toList();
    }

    private static List<SpecialDay> decreeOf1959(int year) {
        String source = "Nghị định 028-TTg ngày 28/01/1959";
        LocalDate tet = LunarDate.newYear(year);
        return inOrder(
                SpecialDay.off(LocalDate.of(year, 1, 1), NEW_YEAR, source),
                new SpecialDay(tet.minusDays(1), DayType.OFF_FROM_NOON, TET, null, source),
                SpecialDay.off(tet, TET, source),
                SpecialDay.off(tet.plusDays(1), TET, source),
                SpecialDay.off(new LunarDate(year, 4, 8, false).toSolar(), BUDDHA, source),
                SpecialDay.off(LocalDate.of(year, Month.MAY, 1), LABOUR, source),
                SpecialDay.off(LocalDate.of(year, Month.SEPTEMBER, 2), NATIONAL, source),
                SpecialDay.off(LocalDate.of(year, Month.DECEMBER, 25), CHRISTMAS, source));
    }

    private static List<SpecialDay> decreeOf1977(int year) {
        String source = "Nghị định 13-CP ngày 22/01/1977";
        LocalDate tet = LunarDate.newYear(year);
        return inOrder(
                SpecialDay.off(LocalDate.of(year, 1, 1), NEW_YEAR, source),
                SpecialDay.off(tet.minusDays(1), TET, source),
                SpecialDay.off(tet, TET, source),
                SpecialDay.off(tet.plusDays(1), TET, source),
                new SpecialDay(LocalDate.of(year, Month.APRIL, 30), DayType.OFF_FROM_NOON, LABOUR, null, source),
                SpecialDay.off(LocalDate.of(year, Month.MAY, 1), LABOUR, source),
                SpecialDay.off(LocalDate.of(year, Month.SEPTEMBER, 2), NATIONAL, source),
                SpecialDay.off(LocalDate.of(year, Month.SEPTEMBER, 3), NATIONAL, source));
    }

    private static List<SpecialDay> inOrder(SpecialDay... days) {
        return Stream.of(days).sorted(Comparator.comparing(SpecialDay::date)).toList();
    }

    /**
     * The last day of the old year and the first three, four before 2014 and five since; the law leaves open which of
     * the five. The government has always taken the last two of the old year, but one where that fills a week, and one
     * in 2014.
     */
    private static List<LocalDate> tet(int year) {
        LocalDate first = LunarDate.newYear(year);
        if (year < 2014) {
            return first.minusDays(1).datesUntil(first.plusDays(3)).toList();
        }
        int before = switch (first.getDayOfWeek()) {
            case MONDAY, TUESDAY -> 1;
            default -> year == 2014 ? 1 : 2;
        };
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
            case MONDAY, THURSDAY, SUNDAY -> List.of(day, day.plusDays(1));
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
        return year >= 2007 ? "Điều 73 Bộ luật Lao động 1994, Luật 84/2007/QH11" : "Điều 73 Bộ luật Lao động 1994";
    }
}
