package vn.motcua.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The citizens one can be in the demo, from {@code demo/citizens.yaml}. */
@Component
@ConditionalOnProperty(name = "motcua.demo", havingValue = "true")
class InventedCitizens {

    /** One of them. */
    record Citizen(
            String subject,
            String name,
            String identityNumber,
            LocalDate birthDate,
            String phone,
            String address,
            String story) {

        Map<String, Object> claims() {
            return Map.of(
                    "name", name,
                    "identity_number", identityNumber,
                    "birthdate", birthDate.toString(),
                    "phone_number", phone,
                    "address", Map.of("formatted", address));
        }
    }

    private final List<Citizen> all;

    InventedCitizens() {
        try (InputStream yaml = new ClassPathResource("demo/citizens.yaml").getInputStream()) {
            all = List.of(new YAMLMapper().readValue(yaml, Citizen[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Citizen> all() {
        return all;
    }

    Optional<Citizen> find(String subject) {
        return all.stream().filter(c -> c.subject().equals(subject)).findFirst();
    }
}
