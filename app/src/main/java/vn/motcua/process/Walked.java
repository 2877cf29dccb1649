package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Course.Choice;
import vn.motcua.process.Course.Uncounted;
import vn.motcua.process.Course.Visit;
import vn.motcua.process.ProcessGraph.Flow;

/** A {@link Course} as far as it was walked: where its tokens are, and what they passed. */
final class Walked {

    /** Time from the start: in all, and that which a legal term counts. */
    record Time(int minutes, int processing) {

        static final Time START = new Time(0, 0);

        Time plus(int more, int counted) {
            return new Time(Math.addExact(minutes, more), Math.addExact(processing, counted));
        }

        Time latest(Time other) {
            return new Time(Math.max(minutes, other.minutes), Math.max(processing, other.processing));
        }
    }

    record Arrival(Flow flow, Time at) {}

    /** A token at a node, until when, and what happens then. */
    record Stay(Node node, Time until, List<Flow> then) {}

    final Deque<Arrival> arrivals = new ArrayDeque<>();
    final List<Stay> stays = new ArrayList<>();
    final Map<String, List<Time>> waiting = new LinkedHashMap<>();
    final Map<String, Integer> entered = new HashMap<>();
    final List<Visit> visits = new ArrayList<>();
    final List<Choice> choices = new ArrayList<>();
    final Set<Uncounted> uncounted = new LinkedHashSet<>();
    Time now = Time.START;
    boolean turns;

    @Nullable
    String result;

    @Nullable
    String error;

    Walked copy() {
        var copy = new Walked();
        copy.arrivals.addAll(arrivals);
        copy.stays.addAll(stays);
        waiting.forEach((flow, times) -> copy.waiting.put(flow, new ArrayList<>(times)));
        copy.entered.putAll(entered);
        copy.visits.addAll(visits);
        copy.choices.addAll(choices);
        copy.uncounted.addAll(uncounted);
        copy.now = now;
        copy.turns = turns;
        copy.result = result;
        copy.error = error;
        return copy;
    }

    void go(List<Flow> flows, Time at) {
        flows.forEach(flow -> arrivals.add(new Arrival(flow, at)));
    }

    /** Nothing goes on any more. */
    void stop(Time at) {
        arrivals.clear();
        stays.clear();
        waiting.clear();
        now = now.latest(at);
        visits.replaceAll(visit -> visit.until(at.minutes()));
    }

    Course course() {
        visits.sort(Comparator.comparingInt(Visit::begins));
        return new Course(
                visits,
                choices,
                List.copyOf(uncounted),
                error == null ? result : null,
                error,
                now.minutes(),
                now.processing(),
                turns);
    }
}
