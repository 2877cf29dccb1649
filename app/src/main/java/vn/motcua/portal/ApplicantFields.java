package vn.motcua.portal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.identity.CitizenProfile;

/** The applicant between the screen, where fields are {@code applicant.…}, the draft and the dossier. */
final class ApplicantFields {

    private static final String PREFIX = "applicant.";
    private static final List<String> NAMES = List.of("kind", "name", "identity", "phone", "email", "address");

    private ApplicantFields() {}

    /** What the screen posted, as typed. */
    static Map<String, String> typed(Map<String, String> posted) {
        Map<String, String> typed = new HashMap<>();
        for (String name : NAMES) {
            String value = posted.get(PREFIX + name);
            if (value != null && !value.isBlank()) {
                typed.put(name, value.strip());
            }
        }
        return typed;
    }

    /** What the identity provider knows already, so that it need not be typed. */
    static Map<String, String> of(CitizenProfile profile) {
        Map<String, String> known = new HashMap<>();
        known.put("kind", ApplicantDetails.Kind.CITIZEN.name());
        known.put("name", profile.name());
        put(known, "identity", profile.identityNumber());
        put(known, "phone", dialled(profile.phone()));
        put(known, "email", profile.email());
        put(known, "address", profile.address());
        return known;
    }

    static ApplicantDetails details(Map<String, String> typed) {
        String identity = typed.get("identity");
        return new ApplicantDetails(
                "ORGANISATION".equals(typed.get("kind"))
                        ? ApplicantDetails.Kind.ORGANISATION
                        : ApplicantDetails.Kind.CITIZEN,
                typed.getOrDefault("name", "").replaceAll("\\s+", " "),
                identity == null ? null : identity.replaceAll("[\\s.]", ""),
                dialled(typed.get("phone")),
                typed.get("email"),
                typed.get("address"));
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            map.put(name, value);
        }
    }

    /** As dialled within the country. */
    private static @Nullable String dialled(@Nullable String phone) {
        if (phone == null) {
            return null;
        }
        String plain = phone.replaceAll("[\\s().-]", "");
        return plain.startsWith("+84") ? "0" + plain.substring(3) : plain;
    }
}
