package vn.motcua.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.dossier.ApplicantDetails;

/**
 * A dossier as another system files it. Everything may be missing here; what has to be there is checked with the rest.
 *
 * @param agencyCode of the agency that is to decide, as procedures name it
 * @param answers to the procedure's form, by field name
 */
record FilingBody(
        @Nullable String procedureCode,
        @Nullable String agencyCode,
        @Nullable ApplicantBody applicant,
        @Nullable Map<String, @Nullable Object> answers,
        @Nullable List<@Nullable PaperBody> papers) {

    record ApplicantBody(
            ApplicantDetails.@Nullable Kind kind,
            @Nullable String name,
            @Nullable String identity,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address) {}

    /**
     * @param paper key of the paper in the procedure
     * @param originals how many originals will be shown or handed in, {@code copies} how many copies
     * @param files as they were named when they were sent
     */
    record PaperBody(
            @Nullable String paper,
            @Nullable Integer originals,
            @Nullable Integer copies,
            @Nullable List<@Nullable String> files) {}
}
