package vn.motcua.calendar;

/**
 * Within what time an agency that is asked for its opinion has to answer; when it does not, it is taken to agree. Data:
 * 12 days on building permits, within the term of the permit itself.
 *
 * @param term of the asked agency, from when it got the request; at least one unit
 * @param stopsClock whether the law of the procedure does not count that time: as a rule it does
 * @param source the law
 */
public record SilenceRule(Term term, boolean stopsClock, String source) {

    public SilenceRule {
        if (term.amount() < 1) {
            throw new IllegalArgumentException("an agency has some time to answer: " + term);
        }
    }
}
