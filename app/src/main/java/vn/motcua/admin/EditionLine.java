package vn.motcua.admin;

import vn.motcua.process.ProcessEdition;

/** A version of a process among all. */
public record EditionLine(ProcessEdition edition, State state) {

    public enum State {
        NOW("green", "circle-check"),
        COMING("blue", "calendar-clock"),
        PAST("grey", "archive"),
        WITHDRAWN("red", "circle-x");

        private final String colour;
        private final String icon;

        State(String colour, String icon) {
            this.colour = colour;
            this.icon = icon;
        }

        public String colour() {
            return colour;
        }

        public String icon() {
            return icon;
        }

        public String key() {
            return "admin.edition." + name();
        }
    }
}
