package vn.motcua.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.shared.Money;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.MotCuaTest;
import vn.motcua.testing.TestClock;

@MotCuaTest
class ChargesTest {

    private static final AtomicLong NEXT = new AtomicLong();
    private static final Instant NOW = TestClock.START;
    private static final List<ChargeLine> FEE =
            List.of(new ChargeLine("Phí chứng thực", new Money(8_000)), new ChargeLine("Bản sao", new Money(2_000)));

    @Autowired
    Charges charges;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void a_charge_is_due_until_it_is_paid() {
        long id = NEXT.incrementAndGet();
        charges.charge("test", id, FEE, NOW);
        assertThat(charges.of("test", id).orElseThrow().state()).isEqualTo(ChargeState.DUE);

        Receipt receipt = pay(id, "due").orElseThrow();

        assertThat(receipt.total()).isEqualTo(new Money(10_000));
        assertThat(receipt.printedNumber()).isEqualTo("0000001/2026");
        ChargeSummary paid = charges.of("test", id).orElseThrow();
        assertThat(paid.state()).isEqualTo(ChargeState.PAID);
        assertThat(paid.receipt()).isEqualTo(receipt);
    }

    @Test
    void paying_twice_gives_the_same_receipt_and_another_cashier_is_told_who_took_it() {
        long id = NEXT.incrementAndGet();
        charges.charge("test", id, FEE, NOW);

        Receipt first = pay(id, "twice").orElseThrow();
        Receipt again = pay(id, "twice").orElseThrow();
        Result<Receipt> other = charges.pay("test", id, "twice", PaymentMethod.CASH, "Lê Văn Ví Dụ", NOW);

        assertThat(again).isEqualTo(first);
        assertThat(other).isEqualTo(Result.refused(Problem.of("payment.already-paid", "0000001/2026", "Trần Thị Mẫu")));
    }

    @Test
    void receipt_numbers_have_no_gap_when_many_pay_at_once_and_some_payments_fail() throws Exception {
        List<Long> ids =
                IntStream.range(0, 60).mapToObj(i -> NEXT.incrementAndGet()).toList();
        ids.forEach(id -> charges.charge("test", id, FEE, NOW));

        List<Future<Receipt>> paid;
        try (ExecutorService desks = Executors.newFixedThreadPool(8)) {
            paid = desks.invokeAll(ids.stream()
                    .map(id -> (Callable<Receipt>) () -> transactions.execute(tx -> {
                        Receipt receipt = pay(id, "many").orElseThrow();
                        if (id % 4 == 0) {
                            tx.setRollbackOnly();
                        }
                        return receipt;
                    }))
                    .toList());
        }
        for (Future<Receipt> p : paid) {
            p.get();
        }

        List<Integer> numbers = ids.stream()
                .map(id -> charges.of("test", id).orElseThrow().receipt())
                .filter(r -> r != null)
                .map(Receipt::number)
                .sorted()
                .toList();
        assertThat(numbers)
                .hasSize(45)
                .isEqualTo(IntStream.rangeClosed(1, 45).boxed().toList());
    }

    @Test
    void one_charge_paid_at_two_desks_at_once_gives_one_receipt() throws Exception {
        long id = NEXT.incrementAndGet();
        charges.charge("test", id, FEE, NOW);

        List<Future<Result<Receipt>>> results;
        try (ExecutorService desks = Executors.newFixedThreadPool(2)) {
            results = desks.invokeAll(List.of(
                    () -> charges.pay("test", id, "race", PaymentMethod.CASH, "Trần Thị Mẫu", NOW),
                    () -> charges.pay("test", id, "race", PaymentMethod.CASH, "Lê Văn Ví Dụ", NOW)));
        }

        assertThat(List.of(
                        results.get(0).get() instanceof Result.Done,
                        results.get(1).get() instanceof Result.Done))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void numbering_starts_again_with_the_year_in_vietnam_and_for_each_agency() {
        Instant newYearsEve = Instant.parse("2026-12-31T16:59:59Z");
        Instant newYear = Instant.parse("2026-12-31T17:00:00Z");

        assertThat(paidAt("year", newYearsEve).printedNumber()).isEqualTo("0000001/2026");
        assertThat(paidAt("year", newYear).printedNumber()).isEqualTo("0000001/2027");
        assertThat(paidAt("year", newYear).printedNumber()).isEqualTo("0000002/2027");
        assertThat(paidAt("year-other", newYear).printedNumber()).isEqualTo("0000001/2027");
    }

    @Test
    void an_unpaid_charge_can_be_set_anew_and_a_paid_one_cannot() {
        long id = NEXT.incrementAndGet();
        ChargeId first = charges.charge("test", id, FEE, NOW);
        List<ChargeLine> less = List.of(new ChargeLine("Phí chứng thực", new Money(4_000)));

        assertThat(charges.charge("test", id, less, NOW)).isEqualTo(first);
        assertThat(charges.of("test", id).orElseThrow().total()).isEqualTo(new Money(4_000));

        pay(id, "anew").orElseThrow();
        assertThat(charges.charge("test", id, less, NOW)).isEqualTo(first);
        assertThatThrownBy(() -> charges.charge("test", id, FEE, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothing_is_taken_where_nothing_is_due() {
        long unknown = NEXT.incrementAndGet();
        long free = NEXT.incrementAndGet();
        long exempt = NEXT.incrementAndGet();
        charges.charge("test", free, List.of(), NOW);
        charges.charge("test", exempt, FEE, NOW);
        charges.waive("test", exempt, "Hộ nghèo", "Trần Thị Mẫu", NOW).orElseThrow();

        assertThat(pay(unknown, "none")).isEqualTo(Result.refused(Problem.of("payment.nothing-due")));
        assertThat(pay(free, "none")).isEqualTo(Result.refused(Problem.of("payment.waived")));
        assertThat(pay(exempt, "none")).isEqualTo(Result.refused(Problem.of("payment.waived")));
    }

    private Result<Receipt> pay(long id, String series) {
        return charges.pay("test", id, series, PaymentMethod.CASH, "Trần Thị Mẫu", NOW);
    }

    private Receipt paidAt(String series, Instant at) {
        long id = NEXT.incrementAndGet();
        charges.charge("test", id, FEE, at);
        return charges.pay("test", id, series, PaymentMethod.CASH, "Trần Thị Mẫu", at)
                .orElseThrow();
    }
}
