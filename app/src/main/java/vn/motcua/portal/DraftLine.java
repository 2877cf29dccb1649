package vn.motcua.portal;

import java.time.Instant;

/**
 * A dossier begun and not sent yet.
 *
 * @param href the screen where something is left to do
 */
public record DraftLine(String href, String procedureCode, String procedure, String agency, Instant saved) {}
