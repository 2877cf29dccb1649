/** Tests of the pages for everyone. */
@NullMarked
package vn.motcua.portal;

import org.jspecify.annotations.NullMarked;
