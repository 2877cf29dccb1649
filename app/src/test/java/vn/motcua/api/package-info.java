/** Tests of the interface for other systems, through HTTP. */
@NullMarked
package vn.motcua.api;

import org.jspecify.annotations.NullMarked;
