/** The product's main line as people walk it, in a real browser: file, take in, work, return, account. */
@NullMarked
package vn.motcua.e2e;

import org.jspecify.annotations.NullMarked;
