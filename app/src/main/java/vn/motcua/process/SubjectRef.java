package vn.motcua.process;

/**
 * What an instance is about. Opaque here: the module that starts the instance gives it its meaning.
 *
 * @param kind the kind of thing, for example {@code dossier}
 * @param id its number within that kind
 */
public record SubjectRef(String kind, long id) {}
