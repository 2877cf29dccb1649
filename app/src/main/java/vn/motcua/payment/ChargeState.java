package vn.motcua.payment;

/** Where a charge stands; a charge of nothing is waived from the start. */
public enum ChargeState {
    DUE,
    PAID,
    WAIVED
}
