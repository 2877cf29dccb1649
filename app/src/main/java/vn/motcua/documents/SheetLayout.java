package vn.motcua.documents;

/** Paper, margins and type of a printed form. Public only because compiled templates live in a package of their own. */
public enum SheetLayout {
    /** The official letter of NĐ 30/2020/NĐ-CP. */
    LETTER,
    /** A4 across, for wide tables. */
    TABLE,
    /** Closer set, so that a receipt keeps to one sheet. */
    RECEIPT_A4,
    RECEIPT_A5
}
