package vn.motcua.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vn.motcua.dossier.Worklists.Queue;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;

/** A queue as the desk calls it: its address, words and icon. In the order of the rail. */
public enum QueueName {
    TO_RECEIVE(Queue.TO_RECEIVE, "cho-tiep-nhan", "inbox"),
    MINE(Queue.MINE, "cua-toi", "user-check"),
    UNIT(Queue.UNIT, "don-vi", "users"),
    DUE_SOON(Queue.DUE_SOON, "sap-den-han", "clock-alert"),
    OVERDUE(Queue.OVERDUE, "qua-han", "triangle-alert"),
    AWAITING(Queue.AWAITING, "cho-noi-khac", "hourglass");

    static final String ROOT = "/lam-viec/hang-doi/";

    private final Queue queue;
    private final String path;
    private final String icon;

    QueueName(Queue queue, String path, String icon) {
        this.queue = queue;
        this.path = path;
        this.icon = icon;
    }

    /** The queues that can hold something for this officer. */
    static List<QueueName> of(Actor.Officer officer) {
        return Arrays.stream(values())
                .filter(q -> officer.may(q == TO_RECEIVE ? Permission.DOSSIER_RECEIVE : Permission.DOSSIER_READ))
                .toList();
    }

    static Optional<QueueName> at(String path) {
        return Arrays.stream(values()).filter(q -> q.path.equals(path)).findFirst();
    }

    Queue queue() {
        return queue;
    }

    public String address() {
        return ROOT + path;
    }

    public String icon() {
        return icon;
    }

    /** Message key of its name; with {@code .empty} and {@code .empty.text} what is said when nothing is in it. */
    public String key() {
        return "desk.queue." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
