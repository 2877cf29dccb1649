package vn.motcua.organization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Puts the demo's district and wards into an empty database: Hoàng Mai in 2018, with invented officers. The data and
 * what of it is an example stand in {@code demo/hoang-mai.yaml}.
 */
@Component
@Order(10)
@ConditionalOnProperty(name = "motcua.demo", havingValue = "true")
class DemoAuthority implements ApplicationRunner {

    record Seed(LocalDate validFrom, List<AgencySeed> agencies, List<OfficerSeed> administrators) {}

    record AgencySeed(
            String code,
            String adminCode,
            String name,
            AgencyLevel level,
            @Nullable String parent,
            String address,
            String phone,
            String processingCalendar,
            String receptionCalendar,
            List<UnitSeed> units) {}

    record UnitSeed(String key, String name, @Nullable Boolean oversees, List<OfficerSeed> officers) {}

    record OfficerSeed(String login, String name, @Nullable String position) {}

    private final Registry registry;

    DemoAuthority(Registry registry) {
        this.registry = registry;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments args) {
        if (!registry.isEmpty()) {
            return;
        }
        Seed seed = read();
        Map<String, AgencyId> founded = new HashMap<>();
        for (AgencySeed agency : seed.agencies()) {
            AgencyId id = registry.found(
                    agency.code(),
                    agency.adminCode(),
                    agency.name(),
                    agency.level(),
                    agency.parent() == null ? null : founded.get(agency.parent()),
                    agency.address(),
                    agency.phone(),
                    agency.processingCalendar(),
                    agency.receptionCalendar(),
                    seed.validFrom());
            founded.put(agency.code(), id);
            int sort = 0;
            for (UnitSeed unit : agency.units()) {
                UnitId unitId =
                        registry.addUnit(id, unit.key(), unit.name(), Boolean.TRUE.equals(unit.oversees()), ++sort);
                unit.officers().forEach(officer -> appoint(officer, unitId, seed.validFrom()));
            }
        }
        seed.administrators().forEach(officer -> appoint(officer, null, seed.validFrom()));
    }

    private void appoint(OfficerSeed officer, @Nullable UnitId unit, LocalDate from) {
        String position = officer.position() == null ? "admin" : officer.position();
        registry.appoint(registry.addDemoOfficer(officer.login(), officer.name()), unit, position, from);
    }

    private static Seed read() {
        try (InputStream yaml = new ClassPathResource("demo/hoang-mai.yaml").getInputStream()) {
            return new YAMLMapper().readValue(yaml, Seed.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
