package vn.motcua.dossier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureChange;
import vn.motcua.catalog.ProcedureChange.How;
import vn.motcua.catalog.ProcedureDrafts;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.dossier.DraftChange.Line;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Money;

/** Tells whoever has a draft what a version of the procedure that took over meanwhile means for it. */
@Service
public class DraftChanges {

    /** What costs money or time first; the form last, as its questions are told of one by one anyway. */
    private static final List<String> ORDER =
            List.of("fee", "term", "result", "conditions", "case", "sets", "paper", "question", "option", "form");

    private final Drafts drafts;
    private final Catalog catalog;
    private final ProcedureDrafts versions;

    DraftChanges(Drafts drafts, Catalog catalog, ProcedureDrafts versions) {
        this.drafts = drafts;
        this.catalog = catalog;
        this.versions = versions;
    }

    /**
     * What the owner of a draft has to be told before going on; empty when they have seen the version in force. A version
     * that changes nothing for who files takes over without a word.
     */
    @Transactional
    public Optional<DraftChange> pending(Draft draft, Actor owner, Channel channel) {
        ProcedureVersionId seen = draft.version();
        Optional<Procedure> now = catalog.current(draft.procedureCode());
        if (seen == null || now.isEmpty() || now.get().version().equals(seen)) {
            return Optional.empty();
        }
        DraftChange change = between(catalog.version(seen), now.get(), draft, channel);
        if (change.lines().isEmpty() && change.anew().isEmpty() && change.gone().isEmpty()) {
            goOn(draft, change, owner);
            return Optional.empty();
        }
        return Optional.of(change);
    }

    /** The owner has read it and goes on by the version in force. */
    @Transactional
    public void goOn(Draft draft, DraftChange change, Actor owner) {
        Set<String> anew = new LinkedHashSet<>(draft.anew());
        anew.addAll(change.anew());
        drafts.goOnWith(draft.id(), change.now().version(), List.copyOf(anew), owner);
    }

    /** The fields a new version asks for that are still to be filled, or filled again. */
    public static List<String> stillAnew(Draft draft, Form form) {
        return draft.anew().stream()
                .filter(name ->
                        form.field(name).filter(f -> isOpen(draft, form, f)).isPresent())
                .toList();
    }

    private static boolean isOpen(Draft draft, Form form, Form.Field field) {
        return form.isBlank(field, draft.answers()) || !form.accepts(field, draft.answers());
    }

    private DraftChange between(Procedure before, Procedure now, Draft draft, Channel channel) {
        List<String> anew = new ArrayList<>();
        int kept = 0;
        for (Form.Field field : now.form().fields()) {
            boolean blank = now.form().isBlank(field, draft.answers());
            Optional<Form.Field> old = before.form().field(field.name());
            boolean taken = !blank && now.form().accepts(field, draft.answers());
            boolean wasRight = !blank
                    && old.filter(f -> before.form().accepts(f, draft.answers()))
                            .isPresent();
            if (taken) {
                kept++;
            } else if (wasRight
                    || blank && (old.isEmpty() || field.required() && !old.get().required())) {
                anew.add(field.name());
            }
        }
        List<DraftChange.Gone> gone = before.form().fields().stream()
                .filter(f -> now.form().field(f.name()).isEmpty())
                .filter(f -> !before.form().isBlank(f, draft.answers()))
                .map(f -> new DraftChange.Gone(f.label(), before.form().written(f, draft.answers())))
                .toList();
        return new DraftChange(now, lines(before, now, draft, channel), kept, anew, gone);
    }

    private List<Line> lines(Procedure before, Procedure now, Draft draft, Channel channel) {
        Set<Line> lines = new LinkedHashSet<>();
        Map<String, Object> was = before.form().read(draft.answers());
        Map<String, Object> is = now.form().read(draft.answers());
        Money fee = catalog.fee(before, was, channel);
        Money feeNow = catalog.fee(now, is, channel);
        if (!fee.equals(feeNow)) {
            lines.add(Line.of("fee-of-this", fee, feeNow));
        }
        List<String> ours = List.of(before.caseOf(was).name(), now.caseOf(is).name());
        for (ProcedureChange change : versions.changes(before.version(), now.version())) {
            switch (change.path().getFirst().what()) {
                case "questions" -> question(change).ifPresent(lines::add);
                case "rules-allOf" -> lines.add(Line.of("form-rules"));
                case "cases" -> {
                    if (change.path().size() == 1
                            || ours.contains(change.path().getFirst().which())) {
                        caseLine(change).ifPresent(lines::add);
                    }
                }
                case "fees" -> fee(change).ifPresent(lines::add);
                case "channels" -> {
                    if (change.path().getFirst().which().equals(channel.name())) {
                        ofChannel(change).ifPresent(lines::add);
                    }
                }
                case "conditions" -> lines.add(Line.of("conditions", said(change.after())));
                case "result" -> {
                    if (last(change).equals("name")) {
                        lines.add(Line.of("result", said(change.before()), said(change.after())));
                    }
                }
                case "sets" -> lines.add(Line.of("sets", said(change.before()), said(change.after())));
                default -> {} // nothing the person who files has to do otherwise
            }
        }
        // a line that is now asked for in parts has lost the rules of a line, which says nothing more
        for (Line line : List.copyOf(lines)) {
            if (line.key().endsWith(".question-parts") || line.key().endsWith(".question-line")) {
                lines.remove(new Line(line.key().replaceFirst("question-\\w+$", "question-rule"), line.args()));
            }
        }
        return lines.stream().sorted(Comparator.comparing(DraftChanges::rank)).toList();
    }

    private static int rank(Line line) {
        String what = line.key().substring(line.key().lastIndexOf('.') + 1);
        int end = what.indexOf('-');
        return ORDER.indexOf(end < 0 ? what : what.substring(0, end));
    }

    private static Optional<Line> question(ProcedureChange change) {
        String label = change.path().getFirst().which();
        if (label.isEmpty()) {
            return Optional.empty(); // only their order
        }
        if (change.path().size() == 1) {
            return Optional.of(Line.of(change.how() == How.ADDED ? "question-added" : "question-removed", label));
        }
        ProcedureChange.Place of = change.path().get(1);
        return switch (of.what()) {
            case "label" -> Optional.of(Line.of("question-renamed", said(change.before()), said(change.after())));
            case "asked" ->
                Optional.of(Line.of(
                        said(change.after()).equals("true") ? "question-required" : "question-optional", label));
            case "options" ->
                of.which().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Line.of(
                                switch (change.how()) {
                                    case ADDED -> "option-added";
                                    case REMOVED -> "option-removed";
                                    case CHANGED -> "option-changed";
                                },
                                label,
                                of.which()));
            case "page", "hint", "widget", "width", "autocomplete", "rule-x-meaning", "rule-enum" -> Optional.empty();
            case "rule-$ref" ->
                Optional.of(Line.of(change.how() == How.REMOVED ? "question-line" : "question-parts", label));
            case "area" -> Optional.of(Line.of(change.how() == How.REMOVED ? "question-rule" : "question-ours", label));
            default -> Optional.of(Line.of("question-rule", label));
        };
    }

    private static Optional<Line> caseLine(ProcedureChange change) {
        String name = change.path().getFirst().which();
        if (change.path().size() == 1) {
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Line.of(change.how() == How.ADDED ? "case-added" : "case-removed", name));
        }
        ProcedureChange.Place of = change.path().get(1);
        if (of.what().equals("term")) {
            return last(change).equals("text")
                    ? Optional.of(Line.of("term", said(change.before()), said(change.after())))
                    : Optional.empty();
        }
        if (!of.what().equals("papers") || of.which().isEmpty()) {
            return Optional.empty();
        }
        String paper = of.which();
        if (change.path().size() == 2) {
            return Optional.of(Line.of(change.how() == How.ADDED ? "paper-added" : "paper-removed", paper));
        }
        String after = said(change.after());
        return switch (change.path().get(2).what()) {
            case "name" -> Optional.of(Line.of("paper-renamed", said(change.before()), after));
            case "originals" -> Optional.of(Line.of("paper-originals", paper, after.isEmpty() ? "0" : after));
            case "copies" -> Optional.of(Line.of("paper-copies", paper, after.isEmpty() ? "0" : after));
            case "required" -> Optional.of(Line.of(after.equals("false") ? "paper-optional" : "paper-required", paper));
            case "present" -> Optional.of(Line.of(after.equals("show") ? "paper-show" : "paper-submit", paper));
            case "showWhen" -> Optional.of(Line.of("paper-when", paper));
            default -> Optional.empty();
        };
    }

    private static Optional<Line> fee(ProcedureChange change) {
        String name = change.path().getFirst().which();
        if (change.path().size() == 1) {
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Line.of(change.how() == How.ADDED ? "fee-added" : "fee-removed", name));
        }
        return last(change).equals("text")
                ? Optional.of(Line.of("fee", name, said(change.before()), said(change.after())))
                : Optional.empty();
    }

    private static Optional<Line> ofChannel(ProcedureChange change) {
        return switch (last(change)) {
            case "text" -> Optional.of(Line.of("term", said(change.before()), said(change.after())));
            case "feeText" -> Optional.of(Line.of("fee-text", said(change.before()), said(change.after())));
            default -> Optional.empty();
        };
    }

    private static String last(ProcedureChange change) {
        return change.path().getLast().what();
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
