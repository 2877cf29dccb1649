/** Kills nodes in the middle of their work and looks at what is left. */
@NullMarked
package vn.motcua.dossier;

import org.jspecify.annotations.NullMarked;
