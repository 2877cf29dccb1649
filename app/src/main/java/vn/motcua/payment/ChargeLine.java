package vn.motcua.payment;

import vn.motcua.shared.Money;

/** One fee within a charge, with the words for the receipt. */
public record ChargeLine(String description, Money amount) {

    public ChargeLine {
        if (amount.dong() < 0) {
            throw new IllegalArgumentException("negative fee: " + amount);
        }
    }
}
