/** Agencies over time, their units, positions and officers, and who may do what where. */
@ApplicationModule(allowedDependencies = {"shared", "calendar"})
@NullMarked
package vn.motcua.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
