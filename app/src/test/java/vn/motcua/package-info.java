/** Tests of the house as a whole. */
@NullMarked
package vn.motcua;

import org.jspecify.annotations.NullMarked;
