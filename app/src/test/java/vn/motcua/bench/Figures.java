package vn.motcua.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints measurements as min–median–max and keeps the figures of a run as one flat JSON object. */
final class Figures {

    private static final Path RESULTS = Path.of("..", "bench", "results");

    private Figures() {}

    static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    /** The smallest value that at least this share of the values does not exceed. */
    static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    static String line(String name, List<Double> values) {
        return String.format(
                Locale.ROOT,
                "%-44s %10.2f – %10.2f – %10.2f",
                name,
                quantile(values, 0),
                median(values),
                quantile(values, 1));
    }

    static void write(String name, Map<String, Double> figures) throws IOException {
        Files.createDirectories(RESULTS);
        Files.writeString(
                RESULTS.resolve(name + ".json"),
                figures.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "  \"%s\": %.3f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
    }
}
