/** Money, problems and the result of a command that may be refused: words every module speaks. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package vn.motcua.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
