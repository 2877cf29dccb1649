package vn.motcua.calendar;

import java.time.LocalDate;
import java.time.temporal.JulianFields;

/**
 * A date of the Vietnamese lunar calendar (âm lịch): months begin on the day of the new moon, month 11 holds the winter
 * solstice, and in a year of thirteen months the first without a principal solar term is the leap one, all by days of
 * UTC+7 as the country has reckoned since 1968. Chinese calendars reckon by UTC+8 and differ now and then, in 1985,
 * 2007 and 2030 for example.
 *
 * <p>New moons and the sun's longitude after Jean Meeus, Astronomical Algorithms (1991), in the arrangement Hồ Ngọc Đức
 * published for Vietnam: within four minutes of the full series until 2100. Two new moons lie so close to midnight that
 * only the earth's future rotation can settle their day, 9–10 December 2072 and 18–19 October 2085; no holiday hangs on
 * them.
 *
 * @param year the solar year in which the lunar year begins
 * @param leap whether this is the second month of its number in the year
 */
public record LunarDate(int year, int month, int day, boolean leap) {

    private static final double UTC_PLUS_7 = 7.0 / 24;
    private static final double SYNODIC_MONTH = 29.530588853;
    private static final double NEW_MOON_1900 = 2415021.076998695;

    /** The lunar date of a day. */
    public static LunarDate of(LocalDate date) {
        int day = (int) date.getLong(JulianFields.JULIAN_DAY);
        int k = (int) ((day - NEW_MOON_1900) / SYNODIC_MONTH);
        while (newMoon(k + 1) <= day) {
            k++;
        }
        while (newMoon(k) > day) {
            k--;
        }
        int monthStart = newMoon(k);
        int from = month11(date.getYear());
        int to = from;
        int year;
        if (from >= monthStart) {
            year = date.getYear();
            from = month11(date.getYear() - 1);
        } else {
            year = date.getYear() + 1;
            to = month11(date.getYear() + 1);
        }
        int index = (monthStart - from) / 29;
        int month = index + 11;
        boolean leap = false;
        if (to - from > 365) {
            int leapIndex = leapMonth(from);
            if (index >= leapIndex) {
                month = index + 10;
                leap = index == leapIndex;
            }
        }
        if (month > 12) {
            month -= 12;
        }
        if (month >= 11 && index < 4) {
            year -= 1;
        }
        return new LunarDate(year, month, day - monthStart + 1, leap);
    }

    /** The first day of a lunar year, Tết. */
    static LocalDate newYear(int year) {
        return new LunarDate(year, 1, 1, false).toSolar();
    }

    /**
     * The solar date.
     *
     * @throws IllegalArgumentException when the lunar calendar has no such date
     */
    public LocalDate toSolar() {
        int from = month11(month < 11 ? year - 1 : year);
        int to = month11(month < 11 ? year : year + 1);
        int index = month < 11 ? month + 1 : month - 11;
        if (to - from > 365) {
            int leapIndex = leapMonth(from);
            if (leap || index >= leapIndex) {
                index++;
            }
        }
        int k = (int) (0.5 + (from - NEW_MOON_1900) / SYNODIC_MONTH);
        LocalDate date = LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, newMoon(k + index) + day - 1L);
        if (!of(date).equals(this)) {
            throw new IllegalArgumentException("the lunar calendar has no " + this);
        }
        return date;
    }

    /** Julian day number of the day of the k-th new moon since 1900-01-01. */
    private static int newMoon(int k) {
        double t = k / 1236.85;
        double t2 = t * t;
        double t3 = t2 * t;
        double mean = 2415020.75933
                + 29.53058868 * k
                + 0.0001178 * t2
                - 0.000000155 * t3
                + 0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t2);
        double sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
        double moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
        double latitude = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
        double correction = (0.1734 - 0.000393 * t) * sin(sun)
                + 0.0021 * sin(2 * sun)
                - 0.4068 * sin(moon)
                + 0.0161 * sin(2 * moon)
                - 0.0004 * sin(3 * moon)
                + 0.0104 * sin(2 * latitude)
                - 0.0051 * sin(sun + moon)
                - 0.0074 * sin(sun - moon)
                + 0.0004 * sin(2 * latitude + sun)
                - 0.0004 * sin(2 * latitude - sun)
                - 0.0006 * sin(2 * latitude + moon)
                + 0.0010 * sin(2 * latitude - moon)
                + 0.0005 * sin(2 * moon + sun);
        double dynamicalTimeAhead = -0.000278 + 0.000265 * t + 0.000262 * t2;
        return (int) (mean + correction - dynamicalTimeAhead + 0.5 + UTC_PLUS_7);
    }

    /** The twelfth of the ecliptic (0 from the spring equinox) the sun is in when a day begins. */
    private static int solarTerm(int julianDay) {
        double t = (julianDay - 2451545.5 - UTC_PLUS_7) / 36525;
        double t2 = t * t;
        double anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
        double centre = (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(anomaly)
                + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
                + 0.000290 * sin(3 * anomaly);
        double aberrationAndNutation = -0.00569 - 0.00478 * sin(125.04 - 1934.136 * t);
        double longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2 + centre + aberrationAndNutation;
        return (int) ((longitude % 360 + 360) % 360 / 30);
    }

    /** The day month 11 begins in a solar year: the month that holds the winter solstice. */
    private static int month11(int year) {
        int newYearsEve = (int) LocalDate.of(year, 12, 31).getLong(JulianFields.JULIAN_DAY);
        int k = (int) ((newYearsEve - 2415021) / SYNODIC_MONTH);
        int start = newMoon(k);
        return solarTerm(start) >= 9 ? newMoon(k - 1) : start;
    }

    /** How many months after the month 11 that begins on a day the leap month follows. */
    private static int leapMonth(int month11) {
        int k = (int) (0.5 + (month11 - NEW_MOON_1900) / SYNODIC_MONTH);
        int i = 1;
        int term = solarTerm(newMoon(k + i));
        int before;
        do {
            before = term;
            i++;
            term = solarTerm(newMoon(k + i));
        } while (term != before && i < 14);
        return i - 1;
    }

    private static double sin(double degrees) {
        return Math.sin(Math.toRadians(degrees));
    }
}
