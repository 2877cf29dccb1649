package vn.motcua.api;

import io.swagger.v3.oas.models.info.Info;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Texts;

/** The description at {@code /api/v1/openapi.json}, in both languages, its words from the message files. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenApiCustomizer describedInBothLanguages(Texts texts) {
        return api -> {
            api.setInfo(new Info().title(both(texts, "api.title")).version("1").description(both(texts, "api.about")));
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> {
                        String key = "api.op." + operation.getOperationId();
                        if (texts.has(key)) {
                            operation.setSummary(both(texts, key));
                        }
                    });
        };
    }

    private static String both(Texts texts, String key) {
        return texts.get(Vietnam.LOCALE, key) + " / " + texts.get(Texts.ENGLISH, key);
    }
}
