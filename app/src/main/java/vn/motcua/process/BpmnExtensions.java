package vn.motcua.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what belongs to a process as text among the extension elements of its BPMN file. */
final class BpmnExtensions {

    private static final String TAG_END = "(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>";
    private static final Pattern PROCESS = Pattern.compile("<((?:[\\w.-]+:)?)process\\b" + TAG_END);
    private static final Pattern BEFORE = Pattern.compile(
            "(?:\\s++|<!--.*?-->|<((?:[\\w.-]+:)?)documentation\\b(?:[^>]*/>|.*?</\\1documentation\\s*>))*+",
            Pattern.DOTALL);
    private static final Pattern EXTENSIONS = Pattern.compile("<((?:[\\w.-]+:)?)extensionElements\\b[^>]*>");

    private BpmnExtensions() {}

    /**
     * A BPMN file with one more element of ours that holds a text: on one line, so that every element stays on its own. A
     * file without a process comes back as it is, for the reader to refuse.
     *
     * @param attributes of the element, written out with a blank before each; may be empty
     */
    static String with(String bpmnXml, String element, String attributes, String text) {
        Matcher process = PROCESS.matcher(bpmnXml);
        if (!process.find() || process.group().endsWith("/>")) {
            return bpmnXml;
        }
        String held = "<motcua:%s xmlns:motcua=\"%s\"%s>%s</motcua:%s>"
                .formatted(element, BpmnScan.MOTCUA, attributes, escaped(text), element);
        int at = process.end();
        Matcher before = BEFORE.matcher(bpmnXml).region(at, bpmnXml.length());
        if (before.lookingAt()) {
            at = before.end();
        }
        Matcher extensions = EXTENSIONS.matcher(bpmnXml).region(at, bpmnXml.length());
        if (extensions.lookingAt() && !extensions.group().endsWith("/>")) {
            return bpmnXml.substring(0, extensions.end()) + held + bpmnXml.substring(extensions.end());
        }
        String prefix = process.group(1);
        int rest = extensions.lookingAt() ? extensions.end() : at;
        return bpmnXml.substring(0, at)
                + "<%sextensionElements>%s</%sextensionElements>".formatted(prefix, held, prefix)
                + bpmnXml.substring(rest);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r\n", "\n")
                .replace("\n", "&#10;");
    }
}
