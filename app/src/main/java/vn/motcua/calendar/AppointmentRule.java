package vn.motcua.calendar;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * How a procedure's appointed time (ngày hẹn trả kết quả) follows from the time of receipt.
 *
 * @param cutoff what is received after this time of day (Vietnamese time) counts as received when the next working day
 *     begins; what is received in this very minute still counts today. {@code null}: no such rule
 */
public record AppointmentRule(
        Term term, DayCount count, @Nullable LocalTime cutoff) {}
