/** Figures anyone can recompute: received, resolved, on time, by unit, sector and month. */
@ApplicationModule(allowedDependencies = {"shared", "calendar", "dossier", "catalog", "organization"})
@NullMarked
package vn.motcua.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
