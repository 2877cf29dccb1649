package vn.motcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/** Compiles small sources with the very arguments of the build, to see that its checkers really check. */
class CompilerTest {

    private static final String MARKED = "@org.jspecify.annotations.NullMarked\npackage sample;";

    @TempDir
    Path folder;

    @Test
    void a_null_where_none_may_be_does_not_compile() throws Exception {
        var output = compile(MARKED, "package sample; class Sample { String name() { return null; } }");

        assertThat(output).contains("[NullAway] returning @Nullable expression");
    }

    @Test
    void a_mistake_that_error_prone_knows_does_not_compile() throws Exception {
        var output = compile(MARKED, """
                package sample;
                class Sample {
                    boolean same(String[] a, String[] b) {
                        return a.equals(b);
                    }
                }
                """);

        assertThat(output).contains("[ArrayEquals]");
    }

    @Test
    void without_the_mark_nothing_is_checked_which_is_why_every_package_must_bear_it() throws Exception {
        var output = compile("package sample;", "package sample; class Sample { String name() { return null; } }");

        assertThat(output).isEmpty();
    }

    /** @return the compiler's errors, empty if it was content */
    private String compile(String packageInfo, String sample) throws Exception {
        Files.writeString(folder.resolve("package-info.java"), packageInfo);
        Files.writeString(folder.resolve("Sample.java"), sample);
        var jars = System.getProperty("java.class.path");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(argumentsOfTheBuild());
        command.addAll(List.of("-J-Duser.language=en", "-proc:full", "-processorpath", jars, "-classpath", jars));
        command.addAll(List.of("-d", folder.resolve("classes").toString()));
        try (Stream<Path> sources = Files.list(folder)) {
            sources.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(command::add);
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor() == 0 || output.contains("error:"))
                .as("the compiler ran: %s", output)
                .isTrue();
        return process.exitValue() == 0 ? "" : output;
    }

    private static List<String> argumentsOfTheBuild() throws Exception {
        var pom = Path.of("..", "pom.xml");
        var path = "//plugin[artifactId='maven-compiler-plugin']/configuration/compilerArgs/arg";
        var document =
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new File(pom.toString()));
        var nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        var arguments = new ArrayList<String>();
        for (int i = 0; i < nodes.getLength(); i++) {
            arguments.add(nodes.item(i).getTextContent());
        }
        assertThat(arguments).isNotEmpty();
        return arguments;
    }
}
