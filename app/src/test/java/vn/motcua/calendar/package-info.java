/** Working time against an oracle that walks minute by minute, and the law's dates against published ones. */
@NullMarked
package vn.motcua.calendar;

import org.jspecify.annotations.NullMarked;
