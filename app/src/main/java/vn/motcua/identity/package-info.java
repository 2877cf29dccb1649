/** Sign-in of officers and citizens, and the permission each endpoint names. */
@ApplicationModule(allowedDependencies = {"shared", "organization", "web"})
@NullMarked
package vn.motcua.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
