package vn.motcua.reporting;

import java.util.Collection;

/** The figures of one line of a report; the three sums follow from the others. */
public record Counts(
        long online, long direct, long carriedOver, long early, long onTime, long late, long inTime, long overdue) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    public long received() {
        return online + direct + carriedOver;
    }

    public long resolved() {
        return early + onTime + late;
    }

    public long pending() {
        return inTime + overdue;
    }

    /** Resolved not after the appointment; its share of {@link #resolved()} is the on-time rate. */
    public long timely() {
        return early + onTime;
    }

    public long of(Figure figure) {
        return switch (figure) {
            case RECEIVED -> received();
            case RECEIVED_ONLINE -> online;
            case RECEIVED_DIRECT -> direct;
            case CARRIED_OVER -> carriedOver;
            case RESOLVED -> resolved();
            case EARLY -> early;
            case ON_TIME -> onTime;
            case LATE -> late;
            case PENDING -> pending();
            case IN_TIME -> inTime;
            case OVERDUE -> overdue;
        };
    }

    public Counts plus(Counts other) {
        return new Counts(
                online + other.online,
                direct + other.direct,
                carriedOver + other.carriedOver,
                early + other.early,
                onTime + other.onTime,
                late + other.late,
                inTime + other.inTime,
                overdue + other.overdue);
    }

    static Counts sum(Collection<Counts> all) {
        return all.stream().reduce(NONE, Counts::plus);
    }
}
