package vn.motcua.dossier;

import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/** Who has the dossier, so that each minute from filing to return belongs to exactly one. */
public sealed interface Holder {

    /** The applicant: something is asked of them. */
    record Applicant() implements Holder {}

    /** A unit of the authority and, once someone has taken the task, the officer. */
    record Office(UnitId unit, @Nullable OfficerId officer) implements Holder {}

    /** Another agency, asked for its opinion while the clock stands still. */
    record Consulted(String agency) implements Holder {}

    /** Nobody: the dossier is closed. */
    record Nobody() implements Holder {}
}
