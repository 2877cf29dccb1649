package vn.motcua.catalog;

/** Whom a procedure is for (đối tượng thực hiện); INTERNAL ones run between offices and are not shown to the public. */
public enum Audience {
    CITIZEN,
    BUSINESS,
    INTERNAL
}
