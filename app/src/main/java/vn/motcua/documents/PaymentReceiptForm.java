package vn.motcua.documents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Money;

/**
 * Receipt for fees paid (biên lai thu phí, lệ phí).
 *
 * @param head its number is the receipt number
 * @param code the dossier paid for
 * @param method how it was paid, in words, for example "Tiền mặt"
 * @param cashier name of the officer who took the money, {@code null} when it was paid online
 */
public record PaymentReceiptForm(
        Letterhead head,
        Instant paidAt,
        String code,
        Person payer,
        String request,
        List<Line> lines,
        String method,
        @Nullable String cashier) {

    public PaymentReceiptForm {
        lines = List.copyOf(lines);
    }

    public Money total() {
        return lines.stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
    }

    /** One fee. */
    public record Line(String description, Money amount) {}
}
