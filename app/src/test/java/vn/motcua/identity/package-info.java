@NullMarked
package vn.motcua.identity;

import org.jspecify.annotations.NullMarked;
