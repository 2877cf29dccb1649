package vn.motcua.documents;

import org.jspecify.annotations.Nullable;

/** The applicant as printed on a form; what is not known is printed as a dotted line to be filled in by hand. */
public record Person(
        String name,
        @Nullable String address,
        @Nullable String phone,
        @Nullable String email) {}
