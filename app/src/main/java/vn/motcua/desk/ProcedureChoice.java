package vn.motcua.desk;

/**
 * A procedure to be chosen at the counter.
 *
 * @param ours whether this desk takes it in
 * @param level message key of the agencies that do, when it is not ours
 */
public record ProcedureChoice(String code, String name, String term, boolean ours, String level) {}
