package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of the public figures in which a dossier is counted: those of its agency, unit, sector and month. */
record PublishedFigures(String agency, String unit, String sector, YearMonth month) {

    private static final Duration LISTENERS_TAKE_AT_MOST = Duration.ofSeconds(20);

    record Resolved(long early, long onTime, long late) {
        static final Resolved ON_TIME = new Resolved(0, 1, 0);
        static final Resolved LATE = new Resolved(0, 0, 1);

        Resolved plus(Resolved more) {
            return new Resolved(early + more.early, onTime + more.onTime, late + more.late);
        }
    }

    /** What the page says now, by the name of the line. */
    Map<String, Resolved> read(Walk reader) {
        reader.open("/thong-ke");
        reader.field("tu").selectOption(month.toString());
        reader.field("den").selectOption(month.toString());
        reader.field("co-quan").selectOption(new SelectOption().setLabel(agency));
        reader.press("Xem");
        Map<String, Resolved> lines = new LinkedHashMap<>();
        for (var name : List.of(agency, unit, sector, month.getMonthValue() + "/" + month.getYear())) {
            lines.put(name, resolved(line(reader, name)));
        }
        return lines;
    }

    /** Waits until one more dossier is counted in each of the lines, and nothing else has changed in them. */
    void assertCounted(Walk reader, Map<String, Resolved> before, Resolved one) {
        Map<String, Resolved> expected = new LinkedHashMap<>(before);
        expected.replaceAll((line, counted) -> counted.plus(one));
        long until = System.nanoTime() + LISTENERS_TAKE_AT_MOST.toNanos();
        Map<String, Resolved> now = read(reader);
        while (!now.equals(expected) && System.nanoTime() < until) {
            reader.page().waitForTimeout(200);
            now = read(reader);
        }
        assertThat(now).isEqualTo(expected);
    }

    /** The number of dossiers of a kind in the unit's line. */
    Locator inUnit(Walk reader, String kind) {
        return line(reader, unit).locator("td[data-label='" + kind + "']");
    }

    private static Locator line(Walk reader, String name) {
        return reader.page().locator("//tr[th[@scope='row' and normalize-space(.)='" + name + "']]");
    }

    private static Resolved resolved(Locator line) {
        return line.count() == 0
                ? new Resolved(0, 0, 0)
                : new Resolved(number(line, "Trước hạn"), number(line, "Đúng hạn"), number(line, "Quá hạn"));
    }

    private static long number(Locator line, String kind) {
        return Long.parseLong(line.locator("td[data-label='" + kind + "']")
                .innerText()
                .replace(".", "")
                .strip());
    }
}
