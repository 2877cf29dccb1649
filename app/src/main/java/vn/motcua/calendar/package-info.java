/** Working time, public holidays, lunar dates and the legal clock: pure arithmetic over calendars that are data. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package vn.motcua.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
