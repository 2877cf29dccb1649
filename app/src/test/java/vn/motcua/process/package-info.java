/** Tests of the engine, pure and on PostgreSQL. */
@NullMarked
package vn.motcua.process;

import org.jspecify.annotations.NullMarked;
