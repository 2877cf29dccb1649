package vn.motcua.dossier;

/** Identifies a dossier inside the system; people use its {@linkplain Dossier#code() code}. */
public record DossierId(long value) {}
