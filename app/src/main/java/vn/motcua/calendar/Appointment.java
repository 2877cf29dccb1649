package vn.motcua.calendar;

import java.time.Instant;

/** The time something is due, on a whole minute, and the reasons for it. */
public record Appointment(Instant due, Explanation why) {}
