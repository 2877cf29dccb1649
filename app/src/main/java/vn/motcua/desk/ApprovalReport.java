package vn.motcua.desk;

/** What became of one of several decisions made together. */
public record ApprovalReport(String code, String name, boolean done, String text) {}
