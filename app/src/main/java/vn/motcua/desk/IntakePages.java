package vn.motcua.desk;

/** Intake at the counter. */
final class IntakePages {

    static final String ROOT = "/lam-viec/tiep-nhan";

    private IntakePages() {}
}
