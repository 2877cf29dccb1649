package vn.motcua.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.shared.Money;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/** What subjects (dossiers) owe. A subject has at most one charge; paying it gives a receipt with a gap-free number. */
@Service
@Transactional
public class Charges {

    private final JdbcClient jdbc;

    Charges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sets what a subject owes. While it is unpaid a further call replaces the lines; a charge of nothing is waived at
     * once.
     *
     * @throws IllegalStateException when the subject has already paid or been exempted and the sum is another
     */
    public ChargeId charge(String subjectKind, long subjectId, List<ChargeLine> lines, Instant now) {
        Money total = lines.stream().map(ChargeLine::amount).reduce(Money.ZERO, Money::plus);
        jdbc.sql("""
                        INSERT INTO payment.charge (subject_kind, subject_id, created_at, state)
                        VALUES (:kind, :id, :now, 'DUE')
                        ON CONFLICT (subject_kind, subject_id) DO NOTHING
                        """)
                .param("kind", subjectKind)
                .param("id", subjectId)
                .param("now", Timestamp.from(now))
                .update();
        ChargeSummary charge = locked(subjectKind, subjectId).orElseThrow();
        if (charge.state() == ChargeState.PAID
                || (charge.state() == ChargeState.WAIVED && !charge.total().isZero())) {
            if (!charge.total().equals(total)) {
                throw new IllegalStateException("already settled: " + charge.id() + " " + charge.total());
            }
            return charge.id();
        }
        replaceLines(charge.id(), lines);
        jdbc.sql("UPDATE payment.charge SET state = :state WHERE id = :id")
                .param("state", (total.isZero() ? ChargeState.WAIVED : ChargeState.DUE).name())
                .param("id", charge.id().value())
                .update();
        return charge.id();
    }

    /**
     * Takes a payment and numbers its receipt. The same call again gives the same receipt; another officer or method on
     * a paid charge is refused ({@code payment.already-paid}: number, by whom), so that nobody pays twice. Also refused:
     * {@code payment.nothing-due}, {@code payment.waived}.
     *
     * @param series whose receipts are numbered together: the agency's code
     */
    public Result<Receipt> pay(
            String subjectKind, long subjectId, String series, PaymentMethod method, String receivedBy, Instant now) {
        ChargeSummary charge = locked(subjectKind, subjectId).orElse(null);
        if (charge == null) {
            return Result.refused(Problem.of("payment.nothing-due"));
        }
        return switch (charge.state()) {
            case WAIVED -> Result.refused(Problem.of("payment.waived"));
            case PAID -> again(charge, method, receivedBy);
            case DUE -> Result.done(settle(charge, series, method, receivedBy, now));
        };
    }

    /** Exempts a subject from what it owes; refused when it has paid or owes nothing. */
    public Result<ChargeId> waive(String subjectKind, long subjectId, String reason, String waivedBy, Instant now) {
        ChargeSummary charge = locked(subjectKind, subjectId).orElse(null);
        if (charge == null) {
            return Result.refused(Problem.of("payment.nothing-due"));
        }
        if (charge.receipt() != null) {
            return alreadyPaid(charge.receipt());
        }
        if (charge.state() == ChargeState.DUE) {
            jdbc.sql("""
                            UPDATE payment.charge
                            SET state = 'WAIVED', waived_by = :by, waived_reason = :reason, waived_at = :now
                            WHERE id = :id
                            """)
                    .param("by", waivedBy)
                    .param("reason", reason)
                    .param("now", Timestamp.from(now))
                    .param("id", charge.id().value())
                    .update();
        }
        return Result.done(charge.id());
    }

    @Transactional(readOnly = true)
    public Optional<ChargeSummary> of(String subjectKind, long subjectId) {
        return find(subjectKind, subjectId, "");
    }

    private static Result<Receipt> again(ChargeSummary charge, PaymentMethod method, String receivedBy) {
        Receipt receipt = charge.receipt();
        if (receipt == null) {
            throw new IllegalStateException("paid without a receipt: " + charge.id());
        }
        return receipt.method() == method && receipt.receivedBy().equals(receivedBy)
                ? Result.done(receipt)
                : alreadyPaid(receipt);
    }

    private static <T> Result<T> alreadyPaid(Receipt receipt) {
        return Result.refused(Problem.of("payment.already-paid", receipt.printedNumber(), receipt.receivedBy()));
    }

    private Receipt settle(ChargeSummary charge, String series, PaymentMethod method, String receivedBy, Instant now) {
        int year = now.atZone(Vietnam.ZONE).getYear();
        int number = jdbc.sql("""
                        INSERT INTO payment.receipt_series AS s (series, year, last_number) VALUES (:series, :year, 1)
                        ON CONFLICT (series, year) DO UPDATE SET last_number = s.last_number + 1
                        RETURNING last_number
                        """)
                .param("series", series)
                .param("year", year)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        UPDATE payment.charge
                        SET state = 'PAID', receipt_series = :series, receipt_year = :year, receipt_number = :number,
                            method = :method, received_by = :by, paid_at = :now
                        WHERE id = :id
                        """)
                .param("series", series)
                .param("year", year)
                .param("number", number)
                .param("method", method.name())
                .param("by", receivedBy)
                .param("now", Timestamp.from(now))
                .param("id", charge.id().value())
                .update();
        return new Receipt(charge.id(), series, year, number, charge.lines(), method, receivedBy, now);
    }

    private void replaceLines(ChargeId id, List<ChargeLine> lines) {
        jdbc.sql("DELETE FROM payment.charge_line WHERE charge = :id")
                .param("id", id.value())
                .update();
        for (int i = 0; i < lines.size(); i++) {
            jdbc.sql("""
                            INSERT INTO payment.charge_line (charge, line, description, amount)
                            VALUES (:id, :line, :description, :amount)
                            """)
                    .param("id", id.value())
                    .param("line", i + 1)
                    .param("description", lines.get(i).description())
                    .param("amount", lines.get(i).amount().dong())
                    .update();
        }
    }

    private Optional<ChargeSummary> locked(String subjectKind, long subjectId) {
        return find(subjectKind, subjectId, "FOR UPDATE");
    }

    private Optional<ChargeSummary> find(String subjectKind, long subjectId, String lock) {
        return jdbc.sql("SELECT * FROM payment.charge WHERE subject_kind = :kind AND subject_id = :id " + lock)
                .param("kind", subjectKind)
                .param("id", subjectId)
                .query(this::summary)
                .optional();
    }

    private ChargeSummary summary(ResultSet rs, int row) throws SQLException {
        ChargeId id = new ChargeId(rs.getLong("id"));
        List<ChargeLine> lines = lines(id);
        return new ChargeSummary(
                id,
                lines,
                ChargeState.valueOf(rs.getString("state")),
                rs.getTimestamp("created_at").toInstant(),
                receipt(rs, id, lines));
    }

    private static @Nullable Receipt receipt(ResultSet rs, ChargeId id, List<ChargeLine> lines) throws SQLException {
        String series = rs.getString("receipt_series");
        if (series == null) {
            return null;
        }
        return new Receipt(
                id,
                series,
                rs.getInt("receipt_year"),
                rs.getInt("receipt_number"),
                lines,
                PaymentMethod.valueOf(rs.getString("method")),
                rs.getString("received_by"),
                rs.getTimestamp("paid_at").toInstant());
    }

    private List<ChargeLine> lines(ChargeId id) {
        return jdbc.sql("SELECT description, amount FROM payment.charge_line WHERE charge = :id ORDER BY line")
                .param("id", id.value())
                .query((rs, row) -> new ChargeLine(rs.getString("description"), new Money(rs.getLong("amount"))))
                .list();
    }
}
