/** Files that came with a dossier and the official forms printed from it. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package vn.motcua.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
