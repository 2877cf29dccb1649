/** What tests stand on: the application on a real PostgreSQL, a clock one can set, a browser. */
@NullMarked
package vn.motcua.testing;

import org.jspecify.annotations.NullMarked;
