package vn.motcua.web;

/** Whose desk this is, for the header of every page; told by a module that knows the agencies. */
public interface AuthorityName {
    /** Empty while no agency is known. */
    String name();
}
