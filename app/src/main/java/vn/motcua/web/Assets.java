package vn.motcua.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where the bundled styles, scripts, fonts and icons are: each is named by its content, so it can be kept for ever. */
@Component
final class Assets {

    static final String ROOT = "/assets/";

    private final Map<String, String> names;

    Assets() {
        try (InputStream manifest = new ClassPathResource("static/assets/manifest.json").getInputStream()) {
            names = JsonMapper.shared().readValue(manifest, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("the front-end assets were not built", e);
        }
    }

    String address(String name) {
        String file = names.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return ROOT + file;
    }
}
