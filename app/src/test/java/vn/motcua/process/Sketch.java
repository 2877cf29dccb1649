package vn.motcua.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A process as nested blocks: easy to make at random, to make smaller, and to draw for any engine with {@link Drawing}.
 * Decisions read the variables {@code x} (0 to 3) and {@code b0} to {@code b3}.
 */
sealed interface Sketch {

    enum Kind {
        USER,
        SERVICE,
        RECEIVE,
        CALL,
        SEND
    }

    enum Event {
        DURATION,
        DATE,
        CYCLE,
        MESSAGE,
        SIGNAL,
        ERROR
    }

    enum Leaving {
        NONE,
        TERMINATE,
        ERROR
    }

    /** @param enough after how many rounds the rest is not needed; 0 when all are */
    record Repeat(boolean sequential, int count, boolean collection, int enough) {}

    /** @param back whether its handler leads back to behind the activity; else it ends for itself */
    record Border(String id, Event event, boolean interrupting, Sketch handler, boolean back) {}

    record Work(String id, Kind kind, @Nullable Repeat repeat, List<Border> borders) implements Sketch {}

    record Nested(String id, Sketch body, @Nullable Repeat repeat, List<Border> borders) implements Sketch {}

    record Wait(String id, Event event) implements Sketch {}

    record Shout(String id, String signalOf) implements Sketch {}

    record Sequence(List<Sketch> parts) implements Sketch {}

    record Choice(String id, List<Sketch> ways) implements Sketch {}

    record Both(String id, List<Sketch> ways) implements Sketch {}

    record Some(String id, List<Sketch> ways) implements Sketch {}

    record Race(String id, List<Sketch> ways, List<Wait> events) implements Sketch {}

    /** @param head kind of gateway that joins the way in and the way back */
    record Loop(String id, Sketch body, boolean inclusiveHead) implements Sketch {}

    record Leave(String id, Leaving how) implements Sketch {}

    /** Straight on to the join of the inclusive gateway around; an end where there is none. */
    record Skip(String id) implements Sketch {}

    Sketch NOTHING = new Sequence(List.of());

    static Sketch random(Random random) {
        var maker = new Maker(random, 8 + random.nextInt(24));
        var parts = new ArrayList<Sketch>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            parts.add(maker.block(4, false));
        }
        parts.add(new Work("last", Kind.USER, null, List.of()));
        return new Sequence(parts);
    }

    /** The same with one thing less, in every way there is. */
    default List<Sketch> smaller() {
        var found = new ArrayList<Sketch>();
        switch (this) {
            case Work work -> {
                less(work.borders(), borders -> new Work(work.id(), work.kind(), work.repeat(), borders), found);
                if (work.repeat() != null) {
                    found.add(new Work(work.id(), work.kind(), null, work.borders()));
                }
                if (work.kind() != Kind.USER) {
                    found.add(new Work(work.id(), Kind.USER, work.repeat(), work.borders()));
                }
                if (work.borders().isEmpty() && work.repeat() == null) {
                    found.add(NOTHING);
                }
            }
            case Nested nested -> {
                less(
                        nested.borders(),
                        borders -> new Nested(nested.id(), nested.body(), nested.repeat(), borders),
                        found);
                if (nested.repeat() != null) {
                    found.add(new Nested(nested.id(), nested.body(), null, nested.borders()));
                }
                found.add(nested.body());
                nested.body()
                        .smaller()
                        .forEach(body -> found.add(new Nested(nested.id(), body, nested.repeat(), nested.borders())));
            }
            case Sequence sequence -> {
                without(sequence.parts()).forEach(parts -> found.add(new Sequence(parts)));
                within(sequence.parts(), Sequence::new, found);
            }
            case Choice choice -> ways(choice.ways(), ways -> new Choice(choice.id(), ways), found);
            case Both both -> ways(both.ways(), ways -> new Both(both.id(), ways), found);
            case Some some -> ways(some.ways(), ways -> new Some(some.id(), ways), found);
            case Race race -> within(race.ways(), ways -> new Race(race.id(), ways, race.events()), found);
            case Loop loop -> {
                found.add(loop.body());
                loop.body().smaller().forEach(body -> found.add(new Loop(loop.id(), body, loop.inclusiveHead())));
                if (loop.inclusiveHead()) {
                    found.add(new Loop(loop.id(), loop.body(), false));
                }
            }
            case Wait _, Shout _, Leave _, Skip _ -> found.add(NOTHING);
        }
        return found;
    }

    private static void less(List<Border> borders, Function<List<Border>, Sketch> make, List<Sketch> into) {
        for (int i = 0; i < borders.size(); i++) {
            var fewer = new ArrayList<>(borders);
            Border border = fewer.remove(i);
            into.add(make.apply(fewer));
            for (Sketch handler : border.handler().smaller()) {
                var changed = new ArrayList<>(borders);
                changed.set(i, new Border(border.id(), border.event(), border.interrupting(), handler, border.back()));
                into.add(make.apply(changed));
            }
        }
    }

    private static void ways(List<Sketch> ways, Function<List<Sketch>, Sketch> make, List<Sketch> into) {
        into.addAll(ways);
        if (ways.size() > 2) {
            without(ways).forEach(fewer -> into.add(make.apply(fewer)));
        }
        within(ways, make, into);
    }

    private static List<List<Sketch>> without(List<Sketch> list) {
        var found = new ArrayList<List<Sketch>>();
        for (int i = 0; i < list.size(); i++) {
            var fewer = new ArrayList<>(list);
            fewer.remove(i);
            found.add(fewer);
        }
        return found;
    }

    private static void within(List<Sketch> list, Function<List<Sketch>, Sketch> make, List<Sketch> into) {
        for (int i = 0; i < list.size(); i++) {
            for (Sketch part : list.get(i).smaller()) {
                var changed = new ArrayList<>(list);
                changed.set(i, part);
                into.add(make.apply(changed));
            }
        }
    }

    /** Makes blocks at random, up to a number of elements. */
    final class Maker {
        private final Random random;
        private final List<String> signals = new ArrayList<>();
        private int left;
        private int ids;
        private boolean repeated;

        private Maker(Random random, int left) {
            this.random = random;
            this.left = left;
        }

        /** @param errors whether something around catches errors */
        private Sketch block(int depth, boolean errors) {
            left--;
            if (depth == 0 || left <= 0) {
                return step(errors);
            }
            return switch (random.nextInt(14)) {
                case 0, 1, 2 -> step(errors);
                case 3, 4 -> new Sequence(blocks(depth, errors));
                case 5 -> {
                    var ways = blocks(depth, errors);
                    if (random.nextInt(3) == 0) {
                        ways.set(0, new Sequence(List.of(ways.getFirst(), leave(errors))));
                    }
                    yield new Choice(id("x"), ways);
                }
                case 6 -> new Both(id("p"), blocks(depth, errors));
                case 7, 8 -> {
                    var ways = blocks(depth, errors);
                    if (random.nextInt(3) == 0) {
                        ways.set(0, new Sequence(List.of(ways.getFirst(), skip(errors))));
                    }
                    yield new Some(id("o"), ways);
                }
                case 9 -> race(depth, errors);
                case 10 ->
                    // a loop without a task is refused, so each turn has one
                    new Loop(id("l"), new Sequence(List.of(block(depth - 1, errors), plain())), random.nextInt(3) == 0);
                default -> nested(depth);
            };
        }

        /** Ways of a branch that do not go by its end. */
        private Sketch skip(boolean errors) {
            Sketch skip = new Skip(id("k"));
            if (random.nextBoolean()) {
                return new Choice(id("x"), List.of(skip, plain()));
            }
            // only what happens on the border leads to the join
            var border = new Border(id("b"), oneOf(Event.DURATION, Event.MESSAGE), true, skip, false);
            return new Sequence(List.of(new Work(id("a"), Kind.USER, null, List.of(border)), leave(errors)));
        }

        private Sketch race(int depth, boolean errors) {
            var ways = new ArrayList<Sketch>();
            var events = new ArrayList<Wait>();
            for (int i = 2 + random.nextInt(2); i > 0; i--) {
                events.add(new Wait(id("e"), oneOf(Event.DURATION, Event.MESSAGE, Event.SIGNAL)));
                ways.add(random.nextInt(3) == 0 ? NOTHING : block(depth - 1, errors));
            }
            return new Race(id("g"), ways, events);
        }

        private Sketch nested(int depth) {
            boolean catches = random.nextInt(3) == 0;
            Repeat repeat = repeat();
            var borders = borders();
            if (catches) {
                borders.add(new Border(id("b"), Event.ERROR, true, plain(), random.nextBoolean()));
            }
            boolean outer = repeated;
            repeated |= repeat != null;
            Sketch body = block(depth - 1, catches);
            repeated = outer;
            return new Nested(id("s"), body, repeat, borders);
        }

        private Sketch step(boolean errors) {
            return switch (random.nextInt(12)) {
                case 0 -> new Wait(id("w"), oneOf(Event.DURATION, Event.DATE, Event.MESSAGE, Event.SIGNAL));
                case 1 -> signals.isEmpty() ? plain() : new Shout(id("n"), signals.get(random.nextInt(signals.size())));
                case 2 -> activity(Kind.SERVICE);
                case 3 -> activity(Kind.RECEIVE);
                case 4 -> activity(Kind.CALL);
                case 5 -> new Work(id("m"), Kind.SEND, null, List.of());
                case 6, 7, 8 -> activity(Kind.USER);
                default -> plain();
            };
        }

        private Sketch plain() {
            return new Work(id("t"), Kind.USER, null, List.of());
        }

        private Sketch activity(Kind kind) {
            var borders = borders();
            if ((kind == Kind.SERVICE || kind == Kind.CALL) && random.nextBoolean()) {
                borders.add(new Border(id("b"), Event.ERROR, true, plain(), random.nextBoolean()));
            }
            return new Work(id("a"), kind, repeat(), borders);
        }

        private List<Border> borders() {
            var borders = new ArrayList<Border>();
            while (random.nextInt(3) == 0) {
                boolean interrupting = random.nextBoolean();
                Event event = interrupting
                        ? oneOf(Event.DURATION, Event.MESSAGE, Event.SIGNAL)
                        : oneOf(Event.DURATION, Event.MESSAGE, Event.SIGNAL, Event.CYCLE);
                String id = id("b");
                if (event == Event.SIGNAL) {
                    signals.add(id);
                }
                borders.add(new Border(id, event, interrupting, plain(), interrupting && random.nextInt(3) > 0));
            }
            return borders;
        }

        private @Nullable Repeat repeat() {
            if (repeated || random.nextInt(4) > 0) {
                return null;
            }
            int count = random.nextInt(4);
            return new Repeat(
                    random.nextBoolean(),
                    count,
                    random.nextBoolean(),
                    random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0);
        }

        private Sketch leave(boolean errors) {
            return new Leave(
                    id("q"), errors && random.nextBoolean() ? Leaving.ERROR : oneOf(Leaving.NONE, Leaving.TERMINATE));
        }

        private List<Sketch> blocks(int depth, boolean errors) {
            var blocks = new ArrayList<Sketch>();
            for (int i = 2 + random.nextInt(2); i > 0; i--) {
                blocks.add(block(depth - 1, errors));
            }
            return blocks;
        }

        @SafeVarargs
        private <T> T oneOf(T... all) {
            return all[random.nextInt(all.length)];
        }

        private String id(String prefix) {
            return prefix + ++ids;
        }
    }
}
