/** The database the application runs on: its own PostgreSQL in a data folder, or one given by URL; and its migrations. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package vn.motcua.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
