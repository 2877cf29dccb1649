package vn.motcua.portal;

import java.time.Instant;

/** A dossier begun and not sent yet. */
public record DraftLine(String href, String procedure, Instant saved) {}
