package vn.motcua.documents;

import java.util.zip.CRC32;
import vn.motcua.documents.FileChecks.Condition;

/** Reads what an image says about itself, to its end, without drawing it. */
final class ImageLook {

    /** What a phone of today makes and a common machine still shows. */
    private static final long MOST_PIXELS = 60_000_000;

    /** A progressive image is kept whole in memory several times while it is drawn. */
    private static final long MOST_PROGRESSIVE_PIXELS = 25_000_000;

    private static final int PNG_SIGNATURE = 8;

    private final byte[] content;

    private ImageLook(byte[] content) {
        this.content = content;
    }

    static Condition conditionOf(FileType type, byte[] content) {
        ImageLook look = new ImageLook(content);
        try {
            return type == FileType.PNG ? look.png() : look.jpeg();
        } catch (IndexOutOfBoundsException cutShort) {
            return Condition.BROKEN;
        }
    }

    /** Markers by ITU-T T.81, annex B. */
    private Condition jpeg() {
        long pixels = 0;
        long most = MOST_PIXELS;
        boolean drawn = false;
        int at = 2;
        while (true) {
            if (unsigned(at) != 0xFF) {
                return Condition.BROKEN;
            }
            int marker = unsigned(at + 1);
            if (marker == 0xFF) { // a filler
                at++;
                continue;
            }
            at += 2;
            if (marker == 0xD9) { // the end
                return drawn ? within(pixels, most) : Condition.BROKEN;
            }
            if (marker == 0x01 || marker >= 0xD0 && marker <= 0xD7) { // without content
                continue;
            }
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                pixels = (long) twoBytes(at + 3) * twoBytes(at + 5);
                most = marker % 4 == 2 ? MOST_PROGRESSIVE_PIXELS : MOST_PIXELS;
            }
            at += twoBytes(at);
            if (marker == 0xDA) { // a scan follows, up to the next marker
                drawn = true;
                while (unsigned(at) != 0xFF || unsigned(at + 1) == 0 || isRestart(unsigned(at + 1))) {
                    at++;
                }
            }
        }
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private Condition png() {
        long pixels = 0;
        boolean drawn = false;
        int at = PNG_SIGNATURE;
        while (true) {
            long length = fourBytes(at);
            if (length > content.length) {
                return Condition.BROKEN;
            }
            int size = (int) length;
            CRC32 sum = new CRC32();
            sum.update(content, at + 4, size + 4);
            if (sum.getValue() != fourBytes(at + 8 + size)) {
                return Condition.BROKEN;
            }
            switch ((int) fourBytes(at + 4)) {
                case 0x49484452 -> pixels = fourBytes(at + 8) * fourBytes(at + 12); // IHDR
                case 0x49444154 -> drawn = true; // IDAT
                case 0x49454E44 -> { // IEND
                    return drawn ? within(pixels, MOST_PIXELS) : Condition.BROKEN;
                }
                default -> {}
            }
            at += size + 12;
        }
    }

    private static Condition within(long pixels, long most) {
        return pixels <= 0 ? Condition.BROKEN : pixels > most ? Condition.TOO_DETAILED : Condition.SOUND;
    }

    private int unsigned(int at) {
        return content[at] & 0xFF;
    }

    private int twoBytes(int at) {
        return unsigned(at) << 8 | unsigned(at + 1);
    }

    private long fourBytes(int at) {
        return (long) twoBytes(at) << 16 | twoBytes(at + 2);
    }
}
