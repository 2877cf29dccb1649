@NullMarked
package vn.motcua.admin;

import org.jspecify.annotations.NullMarked;
