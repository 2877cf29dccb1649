package vn.motcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.docs.Documenter;
import org.springframework.util.FileSystemUtils;

/** {@code docs/modules} is drawn from the code; {@code bin/motcua modules} draws it anew. */
class ModuleDocsTest {

    private static final Path KEPT = Path.of("..", "docs", "modules");
    private static final Path DRAWN = Path.of("target", "modules");

    @Test
    void the_documented_modules_are_those_of_the_code() throws IOException {
        FileSystemUtils.deleteRecursively(DRAWN);
        new Documenter(HouseTest.modules(), Documenter.Options.defaults().withOutputFolder(DRAWN.toString()))
                .writeModulesAsPlantUml()
                .writeModuleCanvases();

        if ("write".equals(System.getProperty("motcua.docs"))) {
            FileSystemUtils.deleteRecursively(KEPT);
            FileSystemUtils.copyRecursively(DRAWN, KEPT);
        }

        assertThat(files(KEPT)).as("docs/modules; run: bin/motcua modules").containsExactlyEntriesOf(files(DRAWN));
    }

    /** Each file by name, its lines sorted: the order of modules, and of entries in a cell, differs from run to run. */
    private static Map<String, String> files(Path folder) throws IOException {
        var contents = new TreeMap<String, String>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    contents.put(
                            file.getFileName().toString(),
                            Files.readString(file)
                                    .lines()
                                    .map(line -> line.startsWith("|*") ? line.substring(1) : line)
                                    .sorted()
                                    .collect(Collectors.joining("\n")));
                }
            }
        }
        return contents;
    }
}
