package vn.motcua.portal;

import vn.motcua.catalog.ProcedureSummary;

/**
 * A procedure on the list for the entrance.
 *
 * @param qr an image that leads to its page
 */
public record NoticeLine(ProcedureSummary procedure, String qr) {}
