package vn.motcua.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.testing.MotCuaTest;

@MotCuaTest
class MigrationsTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void every_folder_of_migrations_has_its_place_in_the_order() throws IOException {
        var scripts = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/*/*.sql");

        var modules = Arrays.stream(scripts).map(script -> {
            var path = script.toString();
            return path.replaceAll(".*db/migration/([^/]+)/.*", "$1");
        });

        assertThat(Migrations.ORDER).containsAll(modules.toList());
    }

    @Test
    void text_is_folded_for_search_however_its_accents_are_encoded() {
        var composed = "Đăng ký KHAI SINH, Ở trọ, Nguyễn";
        var decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);

        assertThat(fold(composed)).isEqualTo("dang ky khai sinh, o tro, nguyen");
        assertThat(fold(decomposed)).isEqualTo("dang ky khai sinh, o tro, nguyen");
    }

    private String fold(String text) {
        return jdbc.sql("SELECT fold(:text)")
                .param("text", text)
                .query(String.class)
                .single();
    }

    @Test
    void names_can_be_sorted_as_in_vietnamese() {
        var sorted = jdbc.sql("""
                SELECT name FROM (VALUES ('Đào'), ('Dung'), ('Án'), ('An'), ('Ânh'), ('Ăn'), ('Em')) AS t(name)
                ORDER BY name COLLATE "vi-x-icu"
                """).query(String.class).list();

        assertThat(sorted).containsExactly("An", "Án", "Ăn", "Ânh", "Dung", "Đào", "Em");
    }
}
