package vn.motcua.portal;

import vn.motcua.web.StatusLook;

/** A line of "my dossiers"; {@code due} is told. */
public record MineLine(String href, String code, String procedure, StatusLook status, String due) {}
