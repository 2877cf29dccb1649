package vn.motcua.organization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Collator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;
import vn.motcua.shared.Vietnam;

/**
 * The administrative units (đơn vị hành chính) that addresses name: the wards and communes whose people's committees are
 * known here, as they are on a day, and the provinces of the country.
 */
@Service
public class Areas {

    /** Begins the name of the agency that governs a unit; what follows is the unit's own name. */
    private static final List<String> GOVERNING = List.of("Ủy ban nhân dân ", "Uỷ ban nhân dân ", "UBND ");

    private static final List<Area> PROVINCES = read();

    private final Supplier<Collection<Agency>> agencies;

    @Autowired
    Areas(DirectoryCache cache) {
        this(() -> cache.get().agencies().values());
    }

    /** Of agencies that come from elsewhere than the directory. */
    public Areas(Supplier<Collection<Agency>> agencies) {
        this.agencies = agencies;
    }

    /**
     * A unit as it is written in an address.
     *
     * @param code administrative code, for example {@code 00307}; of a province that of its agencies, {@code H26}
     * @param name with its kind, in small letters: {@code phường Định Công}
     */
    public record Area(String code, String name) {}

    /** A ward, commune, township or special zone. @param district {@code null} where communes are right below the province */
    public record Commune(Area area, @Nullable Area district, Area province) {}

    /** The provinces and centrally run cities, by their names without kind. */
    public List<Area> provinces() {
        return PROVINCES;
    }

    public Optional<Area> province(String code) {
        return PROVINCES.stream().filter(p -> p.code().equals(code)).findFirst();
    }

    /** The wards and communes that exist on the day, by district and name; phường 2 is before phường 10. */
    public List<Commune> communes(LocalDate day) {
        Collator collator = Collator.getInstance(Vietnam.LOCALE);
        return existing(day)
                .flatMap(agency -> commune(agency, day).stream())
                .sorted(Comparator.comparing(
                                (Commune c) -> c.district() == null ? Named.NONE : Named.of(c.district()),
                                Named.by(collator))
                        .thenComparing(c -> Named.of(c.area()), Named.by(collator)))
                .toList();
    }

    /** A name and the number at its end. */
    private record Named(String words, int number) {

        private static final Named NONE = new Named("", 0);
        private static final Pattern NUMBERED = Pattern.compile("(.*?)\\s*(\\d{1,4})");

        static Named of(Area area) {
            Matcher numbered = NUMBERED.matcher(area.name());
            return numbered.matches()
                    ? new Named(numbered.group(1), Integer.parseInt(numbered.group(2)))
                    : new Named(area.name(), 0);
        }

        static Comparator<Named> by(Collator collator) {
            return Comparator.comparing(Named::words, collator).thenComparingInt(Named::number);
        }
    }

    /** The ward or commune that has this code on the day. */
    public Optional<Commune> commune(String code, LocalDate day) {
        return existing(day)
                .filter(agency -> agency.adminCode().equals(code))
                .findFirst()
                .flatMap(agency -> commune(agency, day));
    }

    /** A ward or commune that is no more, with the units above it on its last day. @param end the first day without it */
    public record Former(Commune commune, LocalDate end) {}

    /** The wards and communes that were known here and are no more on the day, the latest first. */
    public List<Former> former(LocalDate day) {
        return agencies.get().stream()
                .filter(agency -> agency.level() == AgencyLevel.COMMUNE)
                .flatMap(agency -> Stream.ofNullable(agency.validTo())
                        .filter(end -> !end.isAfter(day))
                        .flatMap(end -> commune(agency, end.minusDays(1)).map(c -> new Former(c, end)).stream()))
                .sorted(Comparator.comparing(Former::end).reversed())
                .toList();
    }

    /** Whether a code has been that of wards or communes of several names, so that it alone does not tell which. */
    public boolean isReused(String code) {
        return agencies.get().stream()
                        .filter(agency -> agency.level() == AgencyLevel.COMMUNE
                                && agency.adminCode().equals(code))
                        .flatMap(agency -> Stream.ofNullable(governed(agency)))
                        .distinct()
                        .count()
                > 1;
    }

    /** The day from which a ward of that code and name was no more, where there was one before; codes are given anew. */
    public Optional<LocalDate> ended(String code, String name, LocalDate day) {
        return agencies.get().stream()
                .filter(agency -> agency.level() == AgencyLevel.COMMUNE
                        && agency.adminCode().equals(code)
                        && name.equals(governed(agency)))
                .flatMap(agency -> Stream.ofNullable(agency.validTo()))
                .filter(end -> !end.isAfter(day))
                .max(Comparator.naturalOrder());
    }

    private Stream<Agency> existing(LocalDate day) {
        return agencies.get().stream().filter(a -> a.level() == AgencyLevel.COMMUNE && a.existsOn(day));
    }

    /** Empty for an agency that governs no unit, or whose province its code does not tell. */
    private Optional<Commune> commune(Agency agency, LocalDate day) {
        String name = governed(agency);
        Optional<Area> province = Stream.of(agency.code().split("\\.", -1))
                .flatMap(part -> province(part).stream())
                .findFirst();
        if (name == null || province.isEmpty()) {
            return Optional.empty();
        }
        Area district = above(agency)
                .filter(parent -> parent.level() == AgencyLevel.DISTRICT && parent.existsOn(day))
                .flatMap(parent -> Optional.ofNullable(governed(parent)).map(n -> new Area(parent.adminCode(), n)))
                .orElse(null);
        return Optional.of(new Commune(new Area(agency.adminCode(), name), district, province.get()));
    }

    private Optional<Agency> above(Agency agency) {
        return agencies.get().stream()
                .filter(a -> a.id().equals(agency.parent()))
                .findFirst();
    }

    private static @Nullable String governed(Agency agency) {
        return GOVERNING.stream()
                .filter(agency.name()::startsWith)
                .map(words -> agency.name().substring(words.length()).strip())
                .filter(name -> !name.isEmpty())
                .map(name -> name.substring(0, 1).toLowerCase(Vietnam.LOCALE) + name.substring(1))
                .findFirst()
                .orElse(null);
    }

    private static List<Area> read() {
        try (InputStream yaml = new ClassPathResource("organization/provinces.yaml").getInputStream()) {
            Map<String, String> names = new YAMLMapper().readValue(yaml, new TypeReference<>() {});
            List<Area> provinces = new ArrayList<>();
            names.forEach((code, name) -> provinces.add(new Area(code, name)));
            provinces.sort(Comparator.comparing(
                    p -> p.name().replaceFirst("^(tỉnh|thành phố) ", ""), Collator.getInstance(Vietnam.LOCALE)));
            return List.copyOf(provinces);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
