/** Other engines beside ours; the same package, since ours shows itself to no other. */
@NullMarked
package vn.motcua.process;

import org.jspecify.annotations.NullMarked;
