package vn.motcua.admin;

import java.util.Map;

/** A procedure's draft was published or discarded meanwhile, by somebody else or by a second press of the button. */
final class DraftGone extends RuntimeException {

    private final String code;
    private final transient Map<String, String> typed;

    /** @param typed the files as somebody was about to save them; empty when they only looked */
    DraftGone(String code, Map<String, String> typed) {
        super("no draft of " + code);
        this.code = code;
        this.typed = Map.copyOf(typed);
    }

    String code() {
        return code;
    }

    Map<String, String> typed() {
        return typed;
    }
}
