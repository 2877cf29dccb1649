package vn.motcua.organization;

/**
 * A unit inside an agency: its one-stop desk, a specialised office, its leaders.
 *
 * @param key what a process names, the same in every agency: {@code one-stop}, {@code justice}, {@code leadership} …
 */
public record Unit(UnitId id, AgencyId agency, String key, String name) {

    /** Key of the desk that takes in dossiers and returns results (Bộ phận Tiếp nhận và Trả kết quả). */
    public static final String ONE_STOP = "one-stop";

    /** Key of the unit whose tasks are the leaders' decisions. */
    public static final String LEADERSHIP = "leadership";
}
