/** What a dossier costs, what was paid, and the receipt for it. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package vn.motcua.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
