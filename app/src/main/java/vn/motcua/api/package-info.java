/** The REST interface: every page's twin for other systems. */
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
            "identity",
            "web"
        })
@NullMarked
package vn.motcua.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
