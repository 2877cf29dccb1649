package vn.motcua.catalog;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Areas;
import vn.motcua.organization.Areas.Area;
import vn.motcua.organization.Areas.Commune;
import vn.motcua.shared.Vietnam;

/** How people write addresses: the words for units and their short forms, and what of a line names a unit. */
final class AddressWords {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern TONE = Pattern.compile("[\\u0300\\u0301\\u0303\\u0309\\u0323]");
    private static final Pattern EDGE = Pattern.compile("^[\\s,;.]+|[\\s,;.]+$");

    /** Short forms, without accents. */
    private static final Map<Pattern, String> SHORT = Map.of(
            Pattern.compile("^(p|ph)(\\.\\s*|\\s+)"), "phuong ",
            Pattern.compile("^x(\\.\\s*|\\s+)"), "xa ",
            Pattern.compile("^tt(\\.\\s*|\\s+)"), "thi tran ",
            Pattern.compile("^q(\\.\\s*|\\s+)"), "quan ",
            Pattern.compile("^tp(\\.\\s*|\\s+)"), "thanh pho ");

    private static final Pattern KIND =
            Pattern.compile("^(phuong|xa|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh) ");
    private static final Pattern OF_COMMUNE = Pattern.compile("^(phuong|xa|thi tran|dac khu) ");
    private static final Pattern OF_DISTRICT = Pattern.compile("^(quan|huyen|thi xa) ");
    private static final Pattern WRITTEN_KIND = Pattern.compile(
            "^(Phường|Xã|Thị trấn|Đặc khu|Quận|Huyện|Thị xã|Thành phố|Tỉnh)\\s",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private AddressWords() {}

    /** Composed letters, single blanks, no signs left over at the ends. */
    static String tidy(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("\\s+", " ")
                .strip();
        return EDGE.matcher(plain).replaceAll("");
    }

    static String capital(String line) {
        return line.substring(0, 1).toUpperCase(Vietnam.LOCALE) + line.substring(1);
    }

    /** The name of a unit alone: thành phố Hà Nội is Hà Nội. */
    static String withoutKind(String name) {
        return WRITTEN_KIND.matcher(name).replaceFirst("");
    }

    /** The name of a unit as it stands within a line: "Xã Tây Phương" is xã Tây Phương. */
    static String unit(String name) {
        Matcher kind = WRITTEN_KIND.matcher(name);
        return kind.find() ? kind.group().toLowerCase(Vietnam.LOCALE) + name.substring(kind.end()) : name;
    }

    /**
     * The free part of an address without the units at its end that are chosen already. Streets bear the names of wards
     * and districts, so that these are units only with their kind before them; a province may follow one by its name.
     */
    static String without(Address address, String detail) {
        List<String> pieces = pieces(detail);
        int kept = pieces.size();
        boolean ofProvince = kept > 1 && isNamed(pieces.get(kept - 1), address.province(), true);
        boolean certain = ofProvince && isNamed(pieces.get(kept - 1), address.province(), false);
        if (ofProvince) {
            kept--;
        }
        while (kept > 1
                && (isNamed(pieces.get(kept - 1), address.district(), false)
                        || isNamed(pieces.get(kept - 1), address.commune(), false))) {
            kept--;
            certain = true;
        }
        return String.join(", ", certain ? pieces.subList(0, kept) : pieces);
    }

    private static boolean isNamed(String piece, Address.@Nullable Place unit, boolean bare) {
        return unit != null && !unit.name().isBlank() && names(piece, unit.name(), bare);
    }

    /** How a name that somebody wrote is that of a unit. */
    enum Likeness {
        /** It is its name. */
        SAME,
        /** It may be meant for it: without its kind, or with other accents. */
        NEAR,
        NONE
    }

    /** Whether a commune is named here, its district and province beside it where they are said. */
    static Likeness likeness(String written, Commune commune) {
        List<String> pieces = pieces(written);
        if (pieces.isEmpty()
                || !pieces.stream()
                        .skip(1)
                        .allMatch(above -> names(above, commune.province().name(), true)
                                || commune.district() != null
                                        && names(above, commune.district().name(), true))) {
            return Likeness.NONE;
        }
        String said = pieces.getFirst();
        String name = commune.area().name();
        if (names(said, name, false)) {
            return isPlain(said) || isAccented(said, name) ? Likeness.SAME : Likeness.NEAR;
        }
        return names(said, name, true) ? Likeness.NEAR : Likeness.NONE;
    }

    /** Whether what other systems wrote is the name of a unit, whatever its accents and short forms. */
    static boolean isName(String written, String unit) {
        return names(tidy(written), unit, true);
    }

    private static boolean isPlain(String text) {
        return !MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).find()
                && !text.toLowerCase(Locale.ROOT).contains("đ");
    }

    /** Its last words in small letters, the tone of every word at its end: Hoà is Hòa. */
    private static List<String> accents(String name, int words) {
        List<String> all = Arrays.stream(name.toLowerCase(Vietnam.LOCALE).split("[\\s.]+"))
                .map(word -> {
                    Matcher tone = TONE.matcher(Normalizer.normalize(word, Normalizer.Form.NFD));
                    String last = tone.find() ? tone.group() : "";
                    return tone.replaceAll("") + last;
                })
                .toList();
        return all.subList(Math.max(0, all.size() - words), all.size());
    }

    private static boolean isAccented(String said, String name) {
        int words = withoutKind(name).split(" ").length;
        return accents(said, words).equals(accents(name, words));
    }

    /**
     * An address that was written as one line: its units where they can be told for sure, the rest as the free part. What
     * cannot be told is for whoever answers to choose.
     *
     * @param oursOnly whether it is only taken apart where it is in one of the units known here
     */
    static Address ofLine(String line, Areas areas, LocalDate day, boolean oursOnly) {
        Address address = ofLine(line, areas, day);
        return oursOnly && !address.isListed() ? new Address(null, null, null, null, line) : address;
    }

    private static Address ofLine(String line, Areas areas, LocalDate day) {
        List<String> pieces = pieces(line);
        Optional<Area> province = last(pieces)
                .flatMap(piece -> areas.provinces().stream()
                        .filter(p -> names(piece, p.name(), true))
                        .findFirst());
        province.ifPresent(found -> pieces.removeLast());
        List<Commune> communes = areas.communes(day).stream()
                .filter(c -> province.isEmpty() || c.province().equals(province.get()))
                .toList();
        Optional<Area> district = last(pieces)
                .flatMap(piece -> communes.stream()
                        .flatMap(c -> Optional.ofNullable(c.district()).stream())
                        .filter(d -> names(piece, d.name(), false))
                        .findFirst());
        district.ifPresent(found -> pieces.removeLast());
        List<Commune> named = last(pieces).stream()
                .flatMap(piece -> communes.stream()
                        .filter(c -> district.isEmpty() || district.get().equals(c.district()))
                        .filter(c -> names(piece, c.area().name(), false)))
                .toList();
        if (named.size() == 1) {
            pieces.removeLast();
            return Address.in(named.getFirst(), String.join(", ", pieces));
        }
        if (province.isPresent() && district.isEmpty()) {
            int of = pieces.size() - 1;
            int commune = of > 0 && OF_DISTRICT.matcher(plain(pieces.get(of))).find() ? of - 1 : of;
            if (commune >= 0 && OF_COMMUNE.matcher(plain(pieces.get(commune))).find()) {
                return new Address(
                        Address.Place.of(province.get()),
                        null,
                        new Address.Place("", unit(String.join(", ", pieces.subList(commune, pieces.size())))),
                        null,
                        String.join(", ", pieces.subList(0, commune)));
            }
        }
        return new Address(null, null, null, null, line);
    }

    private static List<String> pieces(String line) {
        List<String> pieces = new ArrayList<>();
        for (String piece : line.split(",", -1)) {
            String tidy = tidy(piece);
            if (!tidy.isEmpty()) {
                pieces.add(tidy);
            }
        }
        return pieces;
    }

    private static Optional<String> last(List<String> pieces) {
        return pieces.isEmpty() ? Optional.empty() : Optional.of(pieces.getLast());
    }

    /** @param bare whether the name without its kind says it too */
    private static boolean names(String piece, String unit, boolean bare) {
        String said = plain(piece);
        String name = plain(unit);
        return said.equals(name) || bare && said.equals(KIND.matcher(name).replaceFirst(""));
    }

    /** In small letters without accents, short forms written out. */
    private static String plain(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace('đ', 'd');
        for (Map.Entry<Pattern, String> shortForm : SHORT.entrySet()) {
            plain = shortForm.getKey().matcher(plain).replaceFirst(shortForm.getValue());
        }
        return plain;
    }
}
