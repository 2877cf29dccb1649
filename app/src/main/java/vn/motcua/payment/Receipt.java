package vn.motcua.payment;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import vn.motcua.shared.Money;

/**
 * Proof of a payment.
 *
 * @param series whose receipts are numbered together: the agency's code
 * @param year calendar year in Vietnam; numbering starts again at 1 each year
 * @param number within series and year, without gaps
 * @param receivedBy name of the officer who took the payment
 */
public record Receipt(
        ChargeId charge,
        String series,
        int year,
        int number,
        List<ChargeLine> lines,
        PaymentMethod method,
        String receivedBy,
        Instant paidAt) {

    public Receipt {
        lines = List.copyOf(lines);
    }

    public Money total() {
        return lines.stream().map(ChargeLine::amount).reduce(Money.ZERO, Money::plus);
    }

    /** The number as printed, for example {@code 0000012/2026}; unique together with the agency on the letterhead. */
    public String printedNumber() {
        return String.format(Locale.ROOT, "%07d/%d", number, year);
    }
}
