package vn.motcua.admin;

/** Working minutes of the longest way that does not go back, and of the procedure's shortest term; 0 when it has none. */
public record LongestBesideTerm(int longest, int term) {

    public boolean within() {
        return term == 0 || longest <= term;
    }
}
