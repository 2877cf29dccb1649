package vn.motcua.calendar;

/**
 * Within what time an agency that is asked for its opinion has to answer; when it does not, it is taken to agree. Data:
 * 12 days on building permits.
 *
 * @param term of the asked agency, from when it got the request; at least one unit
 * @param source the law
 */
public record SilenceRule(Term term, String source) {

    public SilenceRule {
        if (term.amount() < 1) {
            throw new IllegalArgumentException("an agency has some time to answer: " + term);
        }
    }
}
