package vn.motcua.catalog;

/**
 * A form that a paper is written on (mẫu đơn, mẫu tờ khai).
 *
 * @param name number and title, for example "Mẫu số 01"
 * @param file address or name of the file it can be had as, empty when there is none
 */
public record PaperForm(String name, String file) {

    /** Whether the file is somewhere a browser can fetch it. */
    public boolean online() {
        return file.startsWith("https://");
    }
}
