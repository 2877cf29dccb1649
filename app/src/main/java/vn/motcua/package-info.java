/** The application itself: where the modules are put together and started. */
@NullMarked
package vn.motcua;

import org.jspecify.annotations.NullMarked;
