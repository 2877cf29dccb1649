package vn.motcua.web;

/** A dossier's status as it looks everywhere: one word (by language and side), one colour, one icon. */
public enum StatusLook {
    DRAFT("grey", "pencil-line"),
    SUBMITTED("blue", "send"),
    RECEIVED("blue", "inbox"),
    IN_PROCESS("blue", "circle-dot"),
    SUPPLEMENT_ASKED("amber", "file-plus"),
    PAYMENT_ASKED("amber", "banknote"),
    CONSULTING("blue", "messages-square"),
    PROCESSED("green", "stamp"),
    RETURNED("green", "circle-check"),
    NOT_ACCEPTED("red", "circle-x"),
    STOPPED("red", "circle-x"),
    DISCONTINUED("grey", "circle-pause"),
    WITHDRAWN("grey", "undo-2");

    private final String colour;
    private final String icon;

    StatusLook(String colour, String icon) {
        this.colour = colour;
        this.icon = icon;
    }

    /** grey, blue, amber, green or red. */
    public String colour() {
        return colour;
    }

    public String icon() {
        return icon;
    }

    /** The message key of the word citizens read. */
    public String portalKey() {
        return "web.status." + name();
    }

    /** The message key of the word officers read. */
    public String deskKey() {
        return "web.status.desk." + name();
    }
}
