package vn.motcua.catalog;

import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Money;

/** What a fee comes to for one dossier; the amount is {@code null} while an answer it depends on is missing. */
public record FeeLine(Fee fee, @Nullable Money amount) {}
