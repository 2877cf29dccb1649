package vn.motcua.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * What can differ between portal and counter. Names, papers, fees, terms and the form cannot: both read the one version
 * in force today.
 *
 * @param open whether it is for the public at all; what is for internal use has no side on the portal
 * @param online whether its record offers filing online, {@code counter} at the counter
 * @param nobody whether no agency has the unit that answers for it
 * @param otherProcess whether dossiers begin with another version of the process than the one it was published with
 */
public record Sides(boolean open, boolean online, boolean counter, boolean nobody, boolean otherProcess) {

    public enum Difference {
        /** The counter takes in what its record does not offer there. */
        ONLINE_ONLY,
        COUNTER_ONLY,
        NOBODY,
        OTHER_PROCESS
    }

    public List<Difference> differences() {
        List<Difference> found = new ArrayList<>();
        if (open && online && !counter) {
            found.add(Difference.ONLINE_ONLY);
        }
        if (open && counter && !online) {
            found.add(Difference.COUNTER_ONLY);
        }
        if (nobody) {
            found.add(Difference.NOBODY);
        }
        if (otherProcess) {
            found.add(Difference.OTHER_PROCESS);
        }
        return List.copyOf(found);
    }
}
