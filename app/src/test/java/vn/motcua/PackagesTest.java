package vn.motcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NullAway looks only at packages that are marked; so a package that is not is a fault in itself. */
class PackagesTest {

    private static final Path MAIN = Path.of("src", "main", "java");

    @TempDir
    Path folder;

    @Test
    void every_package_is_null_marked_says_what_it_is_for_and_names_its_dependencies() throws IOException {
        assertThat(faults(MAIN, true)).isEmpty();
    }

    /** One that is also a package of the application bears the mark already. */
    @Test
    void every_package_of_tests_alone_is_null_marked_too() throws IOException {
        var faults = faults(Path.of("src", "test", "java"), false).stream()
                .filter(fault -> !Files.exists(MAIN.resolve(fault.replaceAll(":.*", ""))));

        assertThat(faults).isEmpty();
    }

    @Test
    void a_package_without_package_info_is_found_out() throws IOException {
        write("vn/motcua/stray/Stray.java", "package vn.motcua.stray; class Stray {}");

        assertThat(faults(folder, true)).containsExactly("vn/motcua/stray: no package-info.java");
    }

    @Test
    void an_unmarked_package_without_purpose_or_dependencies_is_found_out() throws IOException {
        write("vn/motcua/stray/Stray.java", "package vn.motcua.stray; class Stray {}");
        write("vn/motcua/stray/package-info.java", "package vn.motcua.stray;");

        assertThat(faults(folder, true))
                .containsExactly(
                        "vn/motcua/stray: no Javadoc",
                        "vn/motcua/stray: not @NullMarked",
                        "vn/motcua/stray: no @ApplicationModule(allowedDependencies = …)");
    }

    private void write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** @param modules whether packages directly below {@code vn.motcua} have to declare their dependencies */
    private static List<String> faults(Path sources, boolean modules) throws IOException {
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .flatMap(folder -> faultsOf(sources, folder, modules).stream())
                    .toList();
        }
    }

    private static List<String> faultsOf(Path sources, Path folder, boolean modules) {
        var name = sources.relativize(folder);
        var info = folder.resolve("package-info.java");
        if (!Files.exists(info)) {
            return List.of(name + ": no package-info.java");
        }
        var faults = new ArrayList<String>();
        var text = read(info);
        if (!text.startsWith("/**")) {
            faults.add(name + ": no Javadoc");
        }
        if (!text.contains("\n@NullMarked\npackage ")) {
            faults.add(name + ": not @NullMarked");
        }
        var isModule = name.getNameCount() == 3;
        if (modules && isModule && !text.replaceAll("\\s", "").contains("@ApplicationModule(allowedDependencies=")) {
            faults.add(name + ": no @ApplicationModule(allowedDependencies = …)");
        }
        return faults;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
