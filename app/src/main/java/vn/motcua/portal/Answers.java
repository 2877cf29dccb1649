package vn.motcua.portal;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.motcua.catalog.Form;

/** Brings what one screen posted together with what the other screens had saved. */
final class Answers {

    private Answers() {}

    /**
     * All answers after a screen was posted. What is hidden by them is dropped, on every screen.
     *
     * @param saved typed answers so far
     * @param posted what the browser sent; names outside the screen are ignored
     */
    static Map<String, Object> after(
            Form form, Form.Page screen, Map<String, Object> saved, Map<String, String> posted) {
        Map<String, String> given = new LinkedHashMap<>();
        saved.forEach((name, value) -> given.put(name, asTyped(value)));
        for (Form.Field field : screen.fields()) {
            given.remove(field.name());
            String value = posted.get(field.name());
            if (value != null) {
                given.put(field.name(), value);
            }
        }
        return form.read(given);
    }

    /** As a Vietnamese keyboard would type it: a decimal comma, so that 1,125 is not read as 1.125 (a thousand). */
    private static String asTyped(Object value) {
        return value instanceof BigDecimal n
                ? n.stripTrailingZeros().toPlainString().replace('.', ',')
                : value.toString();
    }
}
