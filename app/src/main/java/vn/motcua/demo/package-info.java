/** Fills an empty demo with dossiers, by driving the real commands over the past weeks. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "calendar",
            "organization",
            "process",
            "catalog",
            "payment",
            "dossier",
            "feedback"
        })
@NullMarked
package vn.motcua.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
