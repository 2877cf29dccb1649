package vn.motcua.catalog;

/** How a dossier reaches the desk (cách thức thực hiện). */
public enum Channel {
    COUNTER,
    ONLINE,
    POST
}
