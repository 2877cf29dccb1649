package vn.motcua.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.motcua.testing.DemoTest;

@DemoTest
class EveryHandlerNamesItsPermissionTest {

    @Autowired
    List<RequestMappingHandlerMapping> mappings;

    @Test
    void every_handler_of_ours_says_who_may_use_it() {
        List<HandlerMethod> ours = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(handler -> handler.getBeanType().getName().startsWith("vn.motcua."))
                .toList();

        assertThat(ours).isNotEmpty();
        assertThat(ours)
                .allSatisfy(handler -> assertThat(PermissionCheck.permission(handler))
                        .as("%s needs @Permit, @PermitCitizen or @PermitAll", handler)
                        .isNotNull());
    }
}
