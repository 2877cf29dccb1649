package vn.motcua.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vn.motcua.catalog.FormDesign.Choice;
import vn.motcua.catalog.FormDesign.Kind;
import vn.motcua.catalog.FormDesign.Rule;

/**
 * A line of the list in which a form is edited, as it was typed: the heading of a part, or a question.
 *
 * @param heading whether it begins a part; then only name and label say something
 * @param name key of the part or name of the question; empty while it has no label yet
 * @param least shortest length or smallest number, as typed; {@code most} the largest
 * @param oursOnly whether an address has to lie in one of the wards and communes known here
 * @param kept rules of the schema that this page does not show
 * @param rule pattern, what is said when an answer does not match it, and what the answer is about
 */
public record FormLine(
        boolean heading,
        String name,
        String label,
        String hint,
        Kind kind,
        boolean required,
        List<Choice> choices,
        String askedField,
        Set<String> askedIn,
        String least,
        String most,
        String notBefore,
        String notAfter,
        boolean oursOnly,
        Set<String> kept,
        Rule rule) {

    public FormLine {
        choices = List.copyOf(choices);
        askedIn = Set.copyOf(askedIn);
        kept = kept.stream().filter(known -> !known.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    static FormLine heading(String key, String title) {
        return new FormLine(
                true, key, title, "", Kind.TEXT, false, List.of(), "", Set.of(), "", "", "", "", false, Set.of(),
                Rule.NONE);
    }

    static FormLine blank() {
        return new FormLine(
                false, "", "", "", Kind.TEXT, true, List.of(), "", Set.of(), "", "", "", "", false, Set.of(),
                Rule.NONE);
    }

    /** The line with one of its choices a place further up. */
    FormLine withChoiceUp(int m) {
        if (m <= 0 || m >= choices.size()) {
            return this;
        }
        List<Choice> turned = new ArrayList<>(choices);
        Collections.swap(turned, m, m - 1);
        return named(name, turned);
    }

    FormLine named(String given, List<Choice> valued) {
        return new FormLine(
                heading,
                given,
                label,
                hint,
                kind,
                required,
                valued,
                askedField,
                askedIn,
                least,
                most,
                notBefore,
                notAfter,
                oursOnly,
                kept,
                rule);
    }
}
