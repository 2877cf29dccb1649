package vn.motcua.process;

import java.util.Optional;
import vn.motcua.shared.Problem;

/** Who changes what others rely on says why. */
final class Reasons {

    private static final int MOST = 500;

    private Reasons() {}

    /** What is wrong with a reason as it was given. */
    static Optional<Problem> lacking(String reason) {
        if (reason.isBlank()) {
            return Optional.of(Problem.at("ly-do", "process.repair-reason"));
        }
        return reason.strip().length() > MOST
                ? Optional.of(Problem.at("ly-do", "process.reason-long", MOST))
                : Optional.empty();
    }
}
