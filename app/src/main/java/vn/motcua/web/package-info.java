/** What all pages share: templates, texts in two languages, assets, error pages. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package vn.motcua.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
