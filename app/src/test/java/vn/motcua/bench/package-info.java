/** What {@code bin/bench} runs: measurements of the running product, never part of it. */
@NullMarked
package vn.motcua.bench;

import org.jspecify.annotations.NullMarked;
