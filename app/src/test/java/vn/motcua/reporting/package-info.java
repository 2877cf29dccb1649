/** Tests of the figures, against what a clerk would count by hand. */
@NullMarked
package vn.motcua.reporting;

import org.jspecify.annotations.NullMarked;
