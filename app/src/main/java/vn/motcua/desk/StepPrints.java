package vn.motcua.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.process.StepPrint;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;

/** The printed form that a step names, at the address where the desk prints it anyway. */
final class StepPrints {

    private StepPrints() {}

    /** {@code null} where the step names none. */
    static DossierView.@Nullable StepPrintLine line(TaskSummary task, Dossier d, Page page, Instant now) {
        StepPrint print = task.print();
        if (print == null) {
            return null;
        }
        boolean there = isThere(print, d);
        return new DossierView.StepPrintLine(
                there ? address(print, task, d, now) : null,
                page.t("desk.dossier.step-print", page.t("desk.dossier.step-print." + print)),
                there ? "" : page.t("desk.dossier.step-print.none." + print));
    }

    private static boolean isThere(StepPrint print, Dossier d) {
        return switch (print) {
            case RECEIPT, CONTROL_SHEET, REGISTER -> d.receivedAt() != null;
            case SUPPLEMENT -> !d.supplements().isEmpty();
            case REFUSAL -> d.status() == DossierStatus.STOPPED || d.refusalToSend();
            case APOLOGY -> d.timeline().stream().anyMatch(e -> e.kind().equals("RESCHEDULED"));
            case STOP -> d.status() == DossierStatus.DISCONTINUED;
        };
    }

    private static String address(StepPrint print, TaskSummary task, Dossier d, Instant now) {
        String root = DossierScreen.ROOT + d.code();
        return switch (print) {
            case RECEIPT -> root + "/giay-tiep-nhan.pdf";
            case SUPPLEMENT -> root + "/phieu-bo-sung.pdf";
            case REFUSAL -> root + "/phieu-tu-choi.pdf";
            case APOLOGY -> root + "/thu-xin-loi.pdf";
            case STOP -> root + "/thong-bao-dung.pdf";
            case CONTROL_SHEET -> root + "/phieu-kiem-soat.pdf";
            case REGISTER -> {
                LocalDate today = LocalDate.ofInstant(now, Vietnam.ZONE);
                yield RegisterPages.ROOT + "?don-vi=" + task.unit().value() + "&tu=" + written(today.withDayOfMonth(1))
                        + "&den=" + written(today);
            }
        };
    }

    private static String written(LocalDate day) {
        return URLEncoder.encode(RegisterPages.DAY.format(day), StandardCharsets.UTF_8);
    }
}
