package vn.motcua.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which procedures are looked for.
 *
 * @param q what was typed; {@code audience}, {@code event} key of the life event, {@code sector} code of the sector,
 *     {@code agency} code of the agency; all empty = all
 * @param page 1, 2, 3 …
 */
public record ProcedureQuery(String q, String audience, String event, String sector, String agency, int page) {

    public ProcedureQuery of(String wantedAudience) {
        return new ProcedureQuery(q, wantedAudience, event, sector, agency, 1);
    }

    public ProcedureQuery at(int wantedPage) {
        return new ProcedureQuery(q, audience, event, sector, agency, wantedPage);
    }

    public ProcedureQuery withoutEvent() {
        return new ProcedureQuery(q, audience, "", sector, agency, 1);
    }

    /** Whether something beside the words is wanted. */
    public boolean narrowed() {
        return !audience.isEmpty() || !event.isEmpty() || !sector.isEmpty() || !agency.isEmpty();
    }

    public String address() {
        StringBuilder address = new StringBuilder("/thu-tuc");
        add(address, "q", q);
        add(address, "doi-tuong", audience);
        add(address, "su-kien", event);
        add(address, "linh-vuc", sector);
        add(address, "co-quan", agency);
        add(address, "trang", page > 1 ? String.valueOf(page) : null);
        return address.toString();
    }

    private static void add(StringBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
