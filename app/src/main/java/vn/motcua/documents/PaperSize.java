package vn.motcua.documents;

/** The sheet a form is printed on, upright; A5 is offered where the desk's printer holds the small receipt paper. */
public enum PaperSize {
    A4,
    A5
}
