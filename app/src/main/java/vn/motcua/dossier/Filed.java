package vn.motcua.dossier;

/**
 * A dossier that was filed: its code and the look-up secret, which together let anyone who has both follow it.
 */
public record Filed(DossierId id, String code, String secret) {}
