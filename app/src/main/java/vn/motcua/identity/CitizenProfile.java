package vn.motcua.identity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the identity provider says about the signed-in citizen, to spare typing it again. A handler method takes it as a
 * {@code @Nullable} parameter: {@code null} for officers and guests. Everything but the subject and the name may be
 * missing.
 *
 * @param subject lasting identifier of the person at the provider
 * @param identityNumber personal identification number (số định danh cá nhân), 12 digits
 */
public record CitizenProfile(
        String subject,
        String name,
        @Nullable String identityNumber,
        @Nullable LocalDate birthDate,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String address) {}
