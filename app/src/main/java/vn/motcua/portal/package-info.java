/** Pages for citizens and businesses. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "calendar",
            "organization",
            "process",
            "catalog",
            "documents",
            "payment",
            "dossier",
            "feedback",
            "reporting",
            "web",
            "identity"
        })
@NullMarked
package vn.motcua.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
