package vn.motcua.desk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.motcua.dossier.Approval;
import vn.motcua.dossier.DossierId;

/** A ticked decision, with the versions that were on the screen, as the page sends it. */
record ApprovalChoice(DossierId dossier, long task, int taskVersion, int contentVersion, String code) {

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,18})/(\\d{1,18})/(\\d{1,9})/(\\d{1,9})/([0-9A-Z.-]{1,60})");

    static ApprovalChoice of(Approval a) {
        return new ApprovalChoice(a.id(), a.task().id().value(), a.task().version(), a.contentVersion(), a.code());
    }

    String written() {
        return dossier.value() + "/" + task + "/" + taskVersion + "/" + contentVersion + "/" + code;
    }

    static Optional<ApprovalChoice> read(String written) {
        Matcher m = WRITTEN.matcher(written);
        return m.matches()
                ? Optional.of(new ApprovalChoice(
                        new DossierId(Long.parseLong(m.group(1))),
                        Long.parseLong(m.group(2)),
                        Integer.parseInt(m.group(3)),
                        Integer.parseInt(m.group(4)),
                        m.group(5)))
                : Optional.empty();
    }
}
