package vn.motcua.process;

import java.util.regex.Pattern;

/** Where a file says its schema can be had, which a parser may go and fetch from anywhere. Ours are at hand. */
final class SchemaHints {

    private static final Pattern HINT =
            Pattern.compile("\\s[\\w.-]+:(?:schemaLocation|noNamespaceSchemaLocation)\\s*=\\s*(?:\"[^\"]*\"|'[^']*')");
    private static final Pattern WITHIN_LINE = Pattern.compile("[^\\n]");

    private SchemaHints() {}

    /** The file without them, every element still on its line. */
    static String dropped(String xml) {
        return HINT.matcher(xml)
                .replaceAll(hint -> " " + WITHIN_LINE.matcher(hint.group()).replaceAll(""));
    }
}
