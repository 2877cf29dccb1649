/** Measures the product beside other engines on one durable PostgreSQL. */
@NullMarked
package vn.motcua.bench;

import org.jspecify.annotations.NullMarked;
