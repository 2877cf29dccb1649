package vn.motcua.portal;

import java.util.List;

/** What could be filled in from one source, told: the field's label and what it would say. */
public record KnownGroup(String source, List<Line> lines) {

    public record Line(String label, String value) {}
}
