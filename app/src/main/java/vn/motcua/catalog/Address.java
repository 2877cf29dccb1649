package vn.motcua.catalog;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.AddressWords.Likeness;
import vn.motcua.organization.Areas;
import vn.motcua.organization.Areas.Commune;

/**
 * An address (địa chỉ) as the answer to one question: the units it lies in, as they are called on the day it is given,
 * and the rest in free words. Within the country it has a province and a commune, abroad a country; one half said has
 * what was said of it. In JSON it is what {@code catalog/address.schema.json} says.
 *
 * @param province {@code null} = not said; without code and name = "elsewhere" was chosen and nothing more
 * @param commune without code when it is not one of those known here but was typed
 * @param country {@code null} = within the country; blank = "abroad" was chosen and nothing more
 * @param detail house, street, hamlet; blank = not said
 */
public record Address(
        @Nullable Place province,
        @Nullable Place district,
        @Nullable Place commune,
        @Nullable String country,
        String detail) {

    /** A unit by its code and the name it has on the day; either is blank where it is not known. */
    public record Place(String code, String name) {

        static final Place NONE = new Place("", "");

        static Place of(Areas.Area area) {
            return new Place(area.code(), area.name());
        }

        boolean isBlank() {
            return code.isBlank() && name.isBlank();
        }

        /** As a choice among others: by code and name, since codes are given anew to other units. */
        String choice() {
            return (code + " " + name).strip();
        }
    }

    static final Address NONE = new Address(null, null, null, null, "");

    /** An address in one of the wards and communes known here. */
    public static Address in(Commune commune, String detail) {
        return new Address(
                Place.of(commune.province()),
                commune.district() == null ? null : Place.of(commune.district()),
                Place.of(commune.area()),
                null,
                detail);
    }

    /** What an answer says, whatever it is; what it says in another shape is not seen. */
    public static Address of(Map<?, ?> answer) {
        return new Address(
                place(answer.get("province")),
                place(answer.get("district")),
                place(answer.get("commune")),
                answer.get("country") instanceof String country ? country : null,
                text(answer.get("detail")));
    }

    private static @Nullable Place place(@Nullable Object given) {
        return given instanceof Map<?, ?> place ? new Place(text(place.get("code")), text(place.get("name"))) : null;
    }

    private static String text(@Nullable Object given) {
        return given instanceof String text ? text : "";
    }

    /** The answer in JSON. */
    public Map<String, Object> answer() {
        Map<String, Object> answer = new LinkedHashMap<>();
        put(answer, "province", province);
        put(answer, "district", district);
        put(answer, "commune", commune);
        if (country != null) {
            answer.put("country", country);
        }
        if (!detail.isBlank()) {
            answer.put("detail", detail);
        }
        return answer;
    }

    private static void put(Map<String, Object> answer, String name, @Nullable Place place) {
        if (place == null) {
            return;
        }
        Map<String, Object> said = new LinkedHashMap<>();
        if (!place.code().isBlank()) {
            said.put("code", place.code());
        }
        if (!place.name().isBlank()) {
            said.put("name", place.name());
        }
        answer.put(name, said);
    }

    /** As one writes it: "Số 5 ngõ 12 phố Định Công, phường Định Công, quận Hoàng Mai, thành phố Hà Nội". */
    public String line() {
        String line = Stream.of(detail, name(commune), name(district), name(province), country == null ? "" : country)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
        return line.isEmpty() ? line : AddressWords.capital(line);
    }

    private static String name(@Nullable Place place) {
        return place == null ? "" : place.name();
    }

    /** Whether it is in one of the units known here by their codes. */
    boolean isListed() {
        return country == null && commune != null && !commune.code().isBlank();
    }

    /**
     * As the server keeps it: its words tidied, with the names and the units above that the code of its commune stands
     * for, and with that code where nothing but one of those known here is named; as it is where that is unknown.
     */
    Address completed(Areas areas, LocalDate day) {
        Address whole = tidy().named(areas, day);
        return new Address(
                whole.province,
                whole.district,
                whole.commune,
                whole.country,
                country == null ? AddressWords.without(whole, whole.detail) : whole.detail);
    }

    private Address tidy() {
        return new Address(
                province,
                district,
                commune == null
                        ? null
                        : new Place(commune.code().strip(), AddressWords.unit(AddressWords.tidy(commune.name()))),
                country == null ? null : AddressWords.tidy(country),
                AddressWords.tidy(detail));
    }

    private Address named(Areas areas, LocalDate day) {
        if (country != null) {
            return this;
        }
        if (commune != null && !commune.code().isBlank()) {
            return areas.commune(commune.code(), day)
                    .filter(known -> !commune.name().isBlank() || !areas.isReused(commune.code()))
                    .filter(this::isIn)
                    .map(known -> in(known, detail))
                    .orElse(this);
        }
        if (province == null) {
            return this;
        }
        Optional<Areas.Area> known = areas.province(province.code()).filter(p -> isOrBlank(province, p));
        if (known.isEmpty()) {
            return this;
        }
        Address there = new Address(Place.of(known.get()), district, commune, null, detail);
        return Meant.by(there, areas, day) instanceof Meant.Listed(Commune listed) ? in(listed, detail) : there;
    }

    private boolean isIn(Commune known) {
        return isOrBlank(commune, known.area())
                && isOrBlank(province, known.province())
                && (district == null || known.district() != null && isOrBlank(district, known.district()));
    }

    /** Whether what is said of a unit is nothing but true of this one. */
    private static boolean isOrBlank(@Nullable Place said, Areas.Area area) {
        return said == null
                || said.code().equals(area.code())
                        && (said.name().isBlank() || AddressWords.isName(said.name(), area.name()));
    }

    /** Which unit is meant by the name of a commune that was typed. */
    sealed interface Meant {

        /** One of those known here. */
        record Listed(Commune commune) implements Meant {}

        /** One that was known here and is no more. */
        record Ended(Areas.Former former) implements Meant {}

        /** It may be one of those known here. */
        record Unsure(Commune perhaps) implements Meant {}

        /** None that is known here. */
        record Other() implements Meant {}

        static Meant by(Address address, Areas areas, LocalDate day) {
            Place province = address.province();
            Place commune = address.commune();
            if (province == null
                    || commune == null
                    || address.district() != null
                    || !commune.code().isBlank()) {
                return new Other();
            }
            String name = commune.name();
            List<Commune> there = areas.communes(day).stream()
                    .filter(c -> c.province().code().equals(province.code()))
                    .toList();
            List<Commune> same = like(name, there, Likeness.SAME);
            if (same.size() == 1) {
                return new Listed(same.getFirst());
            }
            Optional<Areas.Former> ended = areas.former(day).stream()
                    .filter(f -> f.commune().province().code().equals(province.code()))
                    .filter(f -> AddressWords.likeness(name, f.commune()) == Likeness.SAME)
                    .findFirst();
            if (same.isEmpty() && ended.isPresent()) {
                return new Ended(ended.get());
            }
            List<Commune> perhaps = same.isEmpty() ? like(name, there, Likeness.NEAR) : same;
            return perhaps.isEmpty() ? new Other() : new Unsure(perhaps.getFirst());
        }

        private static List<Commune> like(String name, List<Commune> communes, Likeness likeness) {
            return communes.stream()
                    .filter(c -> AddressWords.likeness(name, c) == likeness)
                    .toList();
        }
    }

    // as it is typed: one input a part

    /** The ward or commune among those known here, or one of the two choices that follow. */
    public static final String UNIT = "unit";

    public static final String ELSEWHERE = "khac";
    public static final String ABROAD = "nuoc-ngoai";

    public static final String PROVINCE = "province";
    public static final String COMMUNE = "commune";
    public static final String COUNTRY = "country";
    public static final String DETAIL = "detail";

    private static final List<String> PARTS = List.of(UNIT, PROVINCE, COMMUNE, COUNTRY, DETAIL);

    /** Names of the inputs a question for an address is answered by. */
    static List<String> inputs(String field) {
        return PARTS.stream().map(part -> input(field, part)).toList();
    }

    public static String input(String field, String part) {
        return field + "." + part;
    }

    /** The value of a choice among wards or provinces. */
    public static String choice(Areas.Area area) {
        return Place.of(area).choice();
    }

    /**
     * Reads what was typed into the inputs of a field; where there is nothing in them, a line that was typed under the
     * field's own name when it still was one. {@code null} when nothing was typed at all.
     *
     * @param oursOnly whether a line is only taken apart where it is in one of the units known here
     */
    static @Nullable Address read(String field, Map<String, ?> typed, Areas areas, LocalDate day, boolean oursOnly) {
        String unit = typed(typed, field, UNIT);
        String province = typed(typed, field, PROVINCE);
        String commune = typed(typed, field, COMMUNE);
        String country = typed(typed, field, COUNTRY);
        String detail = typed(typed, field, DETAIL);
        if (unit.isEmpty()) {
            // without script all parts can be seen, and what was filled in says what is meant
            unit = !province.isEmpty() || !commune.isEmpty() ? ELSEWHERE : country.isEmpty() ? "" : ABROAD;
        }
        if (unit.isEmpty() && detail.isEmpty()) {
            String line = AddressWords.tidy(typed.get(field) instanceof String text ? text : "");
            return line.isEmpty()
                    ? null
                    : AddressWords.ofLine(line, areas, day, oursOnly).completed(areas, day);
        }
        Address said = switch (unit) {
            case "" -> new Address(null, null, null, null, detail);
            case ABROAD -> new Address(null, null, null, country, detail);
            case ELSEWHERE ->
                new Address(place(province), null, commune.isEmpty() ? null : new Place("", commune), null, detail);
            default -> new Address(null, null, place(unit), null, detail);
        };
        return said.completed(areas, day);
    }

    private static Place place(String choice) {
        int blank = choice.indexOf(' ');
        return blank < 0 ? new Place(choice, "") : new Place(choice.substring(0, blank), choice.substring(blank + 1));
    }

    private static String typed(Map<String, ?> typed, String field, String part) {
        return typed.get(input(field, part)) instanceof String text ? AddressWords.tidy(text) : "";
    }

    /** What is to stand in the inputs of a field for this address. */
    Map<String, String> typed(String field) {
        String ward = commune == null || commune.code().isBlank() ? "" : commune.choice();
        boolean listed = !ward.isEmpty();
        Map<String, String> typed = new LinkedHashMap<>();
        String unit = listed ? ward : country != null ? ABROAD : province != null ? ELSEWHERE : "";
        put(typed, field, UNIT, unit);
        if (!listed) {
            put(typed, field, PROVINCE, province == null ? "" : province.choice());
            put(typed, field, COMMUNE, name(commune));
            put(typed, field, COUNTRY, country == null ? "" : country);
        }
        put(typed, field, DETAIL, detail);
        return typed;
    }

    private static void put(Map<String, String> typed, String field, String part, String text) {
        if (!text.isBlank()) {
            typed.put(input(field, part), text);
        }
    }
}
