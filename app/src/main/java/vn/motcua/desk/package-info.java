/** Pages for officers and leaders. */
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
package vn.motcua.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
