package vn.motcua.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import vn.motcua.organization.Actor;

class GuestFilingTest {

    @ParameterizedTest
    @CsvSource({"motcua.demo=false,true", "motcua.demo=true,false", "motcua.filing.guests=true,false"})
    void a_guest_files_in_the_demo_or_where_it_is_allowed(String setting, boolean refused) {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(setting)
                .withBean(GuestFiling.class)
                .run(application -> {
                    var filing = application.getBean(GuestFiling.class);

                    assertThat(filing.refuses(new Actor.Guest("a browser"))).isEqualTo(refused);
                    assertThat(filing.refuses(new Actor.Citizen("somebody", "Nguyễn Thị Ví Dụ")))
                            .isFalse();
                });
    }
}
