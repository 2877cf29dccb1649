/** Tests of the database, and the one server all tests share. */
@NullMarked
package vn.motcua.database;

import org.jspecify.annotations.NullMarked;
