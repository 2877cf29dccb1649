/** Takes a dossier from intake to the returned result, and keeps its ledger. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "database",
            "catalog",
            "process",
            "calendar",
            "organization",
            "documents",
            "payment"
        })
@NullMarked
package vn.motcua.dossier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
