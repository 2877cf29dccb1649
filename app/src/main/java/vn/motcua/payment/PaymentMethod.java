package vn.motcua.payment;

/** How money came in: at the desk, or by bank transfer. */
public enum PaymentMethod {
    CASH,
    TRANSFER
}
