/** Pages for administrators. */
@ApplicationModule(
        allowedDependencies = {"shared", "calendar", "organization", "process", "catalog", "dossier", "web", "identity"
        })
@NullMarked
package vn.motcua.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
