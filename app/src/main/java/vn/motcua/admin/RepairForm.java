package vn.motcua.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.motcua.process.Repair;
import vn.motcua.process.StuckJob;
import vn.motcua.process.TypedVariables;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/**
 * What an operator has filled in about something that is stuck.
 *
 * @param act what to do
 * @param seen how often it had been tried when the page was made
 * @param key of the command, the same however often the form is sent
 */
public record RepairForm(String act, String variables, String error, String reason, int seen, String key) {

    static final String AGAIN = "thu-lai";
    static final String FIRE = "cho-chay";
    static final String ANSWER = "tra-loi";
    static final String REFUSE = "bao-loi";

    static RepairForm of(StuckJob job) {
        return new RepairForm("", "", "", "", job.attempts(), UUID.randomUUID().toString());
    }

    /** What can be done about a job. */
    public static List<Choice> choices(StuckJob job, Page page) {
        var keys = new ArrayList<String>(List.of(AGAIN));
        keys.addAll(job.kind() == StuckJob.Kind.TIMER ? List.of(FIRE) : List.of(ANSWER, REFUSE));
        return keys.stream()
                .map(key -> new Choice(key, page.t("admin.repair." + key), page.t("admin.repair." + key + ".text")))
                .toList();
    }

    Result<Repair> repair(long number) {
        return switch (act) {
            case AGAIN -> Result.done(new Repair.Again(number, seen));
            case FIRE -> Result.done(new Repair.Fire(number, seen));
            case ANSWER ->
                TypedVariables.read("bien", variables)
                        .map((Map<String, Object> output) -> new Repair.Answer(number, seen, output));
            case REFUSE ->
                error.isBlank() || error.strip().length() > 100
                        ? Result.refused(Problem.at("ma-loi", "admin.repair.error-missing"))
                        : Result.done(new Repair.Refuse(number, seen, error.strip()));
            default -> Result.refused(Problem.at("lam", "admin.repair.act-missing"));
        };
    }
}
