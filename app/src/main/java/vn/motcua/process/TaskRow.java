package vn.motcua.process;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/** An open task as it lies in its table, without what its step in the process says anyway. */
record TaskRow(
        long id,
        long token,
        String element,
        long unit,
        @Nullable Long holder,
        int version,
        OffsetDateTime opened,
        OffsetDateTime due,
        @Nullable Integer remaining,
        @Nullable OffsetDateTime claimed) {

    @Nullable
    OfficerId officer() {
        return holder == null ? null : new OfficerId(holder);
    }

    boolean isHeldByOtherThan(OfficerId officer) {
        return holder != null && holder != officer.value();
    }

    TaskRow heldBy(OfficerId officer, OffsetDateTime at) {
        return new TaskRow(id, token, element, unit, officer.value(), version + 1, opened, due, remaining, at);
    }

    TaskRow timed(OffsetDateTime newDue, @Nullable Integer left) {
        return new TaskRow(id, token, element, unit, holder, version + 1, opened, newDue, left, claimed);
    }

    /** It goes on as another step. */
    TaskRow as(Step step) {
        return new TaskRow(id, token, step.elementId(), unit, holder, version + 1, opened, due, remaining, claimed);
    }

    TaskSummary summary(InstanceId instance, ProcessGraph graph) {
        Step step = graph.step(element);
        String form = step.form();
        String print = step.print();
        return new TaskSummary(
                new TaskId(id),
                instance,
                element,
                step.name(),
                step.work(),
                new UnitId(unit),
                step.position(),
                officer(),
                opened.toInstant(),
                due.toInstant(),
                version,
                step.outcomes(),
                form == null ? null : graph.form(form).orElseThrow(),
                print == null ? null : StepPrint.of(print).orElseThrow());
    }
}
