package vn.motcua.desk;

import java.time.Instant;

/**
 * An intake the clerk began and did not finish.
 *
 * @param root address of the draft
 * @param applicant name as typed so far; may be empty
 */
public record CounterBegun(String root, String procedure, String applicant, Instant at) {}
