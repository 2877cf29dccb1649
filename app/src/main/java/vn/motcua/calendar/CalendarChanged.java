package vn.motcua.calendar;

import java.time.LocalDate;

/** The working time of a calendar is not what it was, on days between two dates, both inclusive. */
public record CalendarChanged(String calendarId, LocalDate from, LocalDate to) {}
