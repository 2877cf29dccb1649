package vn.motcua.portal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Catalog;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.payment.ChargeState;
import vn.motcua.payment.ChargeSummary;
import vn.motcua.shared.Money;
import vn.motcua.web.Page;

/** What a dossier owes and where it is paid: as it was charged, before that as the published fees make it. */
@Component
class TrackFees {

    private final Catalog catalog;

    TrackFees(Catalog catalog) {
        this.catalog = catalog;
    }

    /** {@code null} when nothing has to be paid. */
    TrackView.@Nullable Fee of(Dossier d, Page page) {
        ChargeSummary charge = d.charge().orElse(null);
        if (charge == null) {
            return d.receivedAt() == null && !d.status().isClosed() ? expected(d, page) : null;
        }
        boolean paid = charge.state() == ChargeState.PAID;
        if (charge.state() == ChargeState.WAIVED
                || charge.total().isZero()
                || !paid && d.status().isClosed()) {
            return null;
        }
        return new TrackView.Fee(
                page.money(charge.total()),
                charge.lines().stream()
                        .map(l -> l.description() + ": " + page.money(l.amount()))
                        .toList(),
                paid,
                d.status() == DossierStatus.PROCESSED,
                TrackViews.place(d.agency()));
    }

    private TrackView.@Nullable Fee expected(Dossier d, Page page) {
        var answers = d.content().answers();
        Money total = catalog.fee(d.procedure(), d.caseKey(), answers, d.channel());
        return total.isZero()
                ? null
                : new TrackView.Fee(page.money(total), List.of(), false, false, TrackViews.place(d.agency()));
    }
}
