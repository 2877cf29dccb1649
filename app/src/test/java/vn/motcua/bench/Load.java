package vn.motcua.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import vn.motcua.database.BenchServer;

/** Work of the benchmarks on {@value #THREADS} threads at once, and how much of it is done in a second. */
final class Load {

    static final int THREADS = 4;

    private Load() {}

    interface Work {
        /** @param thread from 0 */
        long run(int thread) throws Exception;
    }

    /** The sum of what the threads give. */
    static long together(Work work) throws Exception {
        List<Future<Long>> running = new ArrayList<>();
        long sum = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                running.add(threads.submit(() -> work.run(thread)));
            }
            for (Future<Long> one : running) {
                sum += one.get();
            }
        }
        return sum;
    }

    /** How often a second something is done. {@code false} means there was nothing left to do it to. */
    static double perSecond(Duration length, BooleanSupplier step) throws Exception {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        long done = together(_ -> {
            long steps = 0;
            while (System.nanoTime() < end) {
                if (!step.getAsBoolean()) {
                    throw new IllegalStateException("no open case is left: seed more");
                }
                steps++;
            }
            return steps;
        });
        return done / ((System.nanoTime() - start) / 1e9);
    }

    /** Transactions of {@link TpcB} a second. */
    static double tpcB(String url, String password, Duration length) throws Exception {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        long done = together(_ -> {
            long transactions = 0;
            try (TpcB bank = new TpcB(url, BenchServer.USER, password)) {
                while (System.nanoTime() < end) {
                    bank.run();
                    transactions++;
                }
            }
            return transactions;
        });
        return done / ((System.nanoTime() - start) / 1e9);
    }
}
