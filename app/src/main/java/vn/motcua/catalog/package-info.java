/** Procedures as the public and the officers see them: versions, papers, fees, forms, search. */
@ApplicationModule(allowedDependencies = {"shared", "calendar", "organization", "process"})
@NullMarked
package vn.motcua.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
