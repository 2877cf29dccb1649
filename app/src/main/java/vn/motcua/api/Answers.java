package vn.motcua.api;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Texts;

/** Refusals as problem details (RFC 9457): a stable type by code, told in Vietnamese and English, each fault by field. */
@Component
class Answers {

    private static final String TYPE = "urn:motcua:problem:";

    private static final Map<String, HttpStatus> STATUS = Map.ofEntries(
            Map.entry("dossier.stale", HttpStatus.CONFLICT),
            Map.entry("dossier.stale-by-applicant", HttpStatus.CONFLICT),
            Map.entry("dossier.task-done", HttpStatus.CONFLICT),
            Map.entry("dossier.task-done-by-you", HttpStatus.CONFLICT),
            Map.entry("dossier.waiting-for-applicant", HttpStatus.CONFLICT),
            Map.entry("process.task-taken", HttpStatus.CONFLICT),
            Map.entry("process.task-gone", HttpStatus.CONFLICT),
            Map.entry("process.task-stale", HttpStatus.CONFLICT),
            Map.entry("dossier.unknown", HttpStatus.NOT_FOUND),
            Map.entry("dossier.lookup-none", HttpStatus.NOT_FOUND),
            Map.entry("dossier.task-unknown", HttpStatus.NOT_FOUND),
            Map.entry("process.task-unknown", HttpStatus.NOT_FOUND),
            Map.entry("api.procedure-unknown", HttpStatus.NOT_FOUND),
            Map.entry("api.report-unknown", HttpStatus.NOT_FOUND),
            Map.entry("dossier.not-your-unit", HttpStatus.FORBIDDEN),
            Map.entry("dossier.not-yours", HttpStatus.FORBIDDEN),
            Map.entry("api.officers-take-in", HttpStatus.FORBIDDEN),
            Map.entry("api.sign-in-to-file", HttpStatus.UNAUTHORIZED),
            Map.entry("dossier.lookup-too-many", HttpStatus.TOO_MANY_REQUESTS),
            Map.entry("api.not-json", HttpStatus.BAD_REQUEST),
            Map.entry("api.too-long", HttpStatus.CONTENT_TOO_LARGE));

    /** Problems whose first two values are who did it and when. */
    private static final Set<String> TELL_WHO =
            Set.of("dossier.stale", "dossier.task-done", "dossier.task-done-by-you");

    /** That of the engine names the task first. */
    private static final String TELLS_TASK_AND_WHO = "process.task-taken";

    private final Texts texts;

    Answers(Texts texts) {
        this.texts = texts;
    }

    record Fault(@Nullable String field, String code, String vi, String en) {}

    ResponseEntity<Object> refused(Problem... problems) {
        return refused(List.of(problems), UnaryOperator.identity());
    }

    ResponseEntity<Object> refused(List<Problem> problems) {
        return refused(problems, UnaryOperator.identity());
    }

    /** @param inBody where in the request's body a field of a problem stands */
    ResponseEntity<Object> refused(List<Problem> problems, UnaryOperator<String> inBody) {
        Problem first = problems.getFirst();
        boolean whole = problems.size() == 1 && first.field() == null;
        HttpStatus status = whole ? status(first) : HttpStatus.UNPROCESSABLE_CONTENT;
        Problem told = whole ? first : Problem.of("api.invalid", problems.size());
        ProblemDetail body = ProblemDetail.forStatus(status);
        body.setType(URI.create(TYPE + told.code()));
        body.setTitle(text(Texts.ENGLISH, told));
        body.setDetail(text(Vietnam.LOCALE, told));
        body.setProperty("code", told.code());
        if (TELL_WHO.contains(told.code())) {
            body.setProperty("by", value(Vietnam.LOCALE, told.args().get(0)));
            body.setProperty("at", value(Vietnam.LOCALE, told.args().get(1)));
        } else if (told.code().equals(TELLS_TASK_AND_WHO)) {
            body.setProperty("by", value(Vietnam.LOCALE, told.args().get(1)));
            body.setProperty("at", value(Vietnam.LOCALE, told.args().get(2)));
        }
        List<Fault> faults = new ArrayList<>();
        for (Problem problem : problems) {
            String field = problem.field();
            faults.add(new Fault(
                    field == null ? null : inBody.apply(field),
                    problem.code(),
                    text(Vietnam.LOCALE, problem),
                    text(Texts.ENGLISH, problem)));
        }
        body.setProperty("errors", faults);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    private static HttpStatus status(Problem problem) {
        return STATUS.getOrDefault(problem.code(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private String text(Locale locale, Problem problem) {
        return texts.get(
                locale,
                problem.code(),
                problem.args().stream().map(arg -> value(locale, arg)).toArray());
    }

    /** Moments as ISO 8601 in Vietnam's zone; a key of a message as that message. */
    private Object value(Locale locale, Object arg) {
        return switch (arg) {
            case Instant at -> Clocks.local(at).toString();
            case String key when key.startsWith("dossier.event.") && texts.has(key) -> texts.get(locale, key);
            default -> arg;
        };
    }
}
