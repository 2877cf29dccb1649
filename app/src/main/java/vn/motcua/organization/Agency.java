package vn.motcua.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A people's committee or another agency (cơ quan) as it was during one interval of time. Codes are reused when units
 * are merged or split, so its identity is the code together with the interval.
 *
 * @param code identifier used in dossier codes, for example {@code 000.01.08.H26} (Decision 20/2020/QĐ-TTg)
 * @param adminCode code of the administrative unit, for example {@code 00301}
 * @param parent the agency above it, or {@code null} for the highest one known here
 * @param processingCalendar name of the calendar that its legal clock runs by
 * @param receptionCalendar name of the calendar of its desk's opening hours
 * @param validFrom first day it exists
 * @param validTo first day it no longer exists, or {@code null} while it exists
 */
public record Agency(
        AgencyId id,
        String code,
        String adminCode,
        String name,
        AgencyLevel level,
        @Nullable AgencyId parent,
        String address,
        String phone,
        String processingCalendar,
        String receptionCalendar,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {

    boolean existsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
}
