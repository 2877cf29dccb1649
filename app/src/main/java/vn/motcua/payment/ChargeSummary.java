package vn.motcua.payment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Money;

/**
 * What a subject owes or has paid.
 *
 * @param receipt present exactly when the state is {@link ChargeState#PAID}
 */
public record ChargeSummary(
        ChargeId id,
        List<ChargeLine> lines,
        ChargeState state,
        Instant chargedAt,
        @Nullable Receipt receipt) {

    public ChargeSummary {
        lines = List.copyOf(lines);
    }

    public Money total() {
        return lines.stream().map(ChargeLine::amount).reduce(Money.ZERO, Money::plus);
    }
}
