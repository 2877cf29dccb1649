package vn.motcua.portal;

import java.util.Base64;
import vn.motcua.documents.QrCodes;

/** A QR code within the page itself: printed sheets wait for no picture, and a public screen asks for none. */
final class QrImage {

    private static final int PIXELS = 240;

    private QrImage() {}

    /** As the address of an image. */
    static String of(String address) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(QrCodes.png(address, PIXELS));
    }
}
