/** How people found the service: ratings of returned dossiers, and suggestions. */
@ApplicationModule(allowedDependencies = {"shared", "dossier", "organization"})
@NullMarked
package vn.motcua.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
