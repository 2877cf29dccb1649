package vn.motcua.documents;

import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.tika.Tika;

/** Finds out what a file really is and whether it can be opened. */
final class FileChecks {

    /** What opening a file showed. */
    enum Condition {
        SOUND,
        BROKEN,
        ENCRYPTED
    }

    private static final long MAX_PIXELS = 250_000_000;
    private static final long MAX_UNPACKED = 300L * 1024 * 1024;
    private static final int MAX_ENTRIES = 10_000;
    /** The stream in which Office wraps a document that has a password, as its OLE container spells it. */
    private static final byte[] ENCRYPTED_PACKAGE = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    private static final Tika TIKA = new Tika();

    private FileChecks() {}

    /** The kind found in the content; empty when it is none that can be handed in. */
    static Optional<FileType> typeOf(byte[] content) {
        return switch (TIKA.detect(content)) {
            case "application/pdf" -> Optional.of(FileType.PDF);
            case "image/jpeg" -> Optional.of(FileType.JPEG);
            case "image/png" -> Optional.of(FileType.PNG);
            case "application/zip", "application/x-tika-ooxml" -> officeType(content);
            default -> Optional.empty();
        };
    }

    /** Whether this is an Office document with a password; those are OLE containers, whatever their name says. */
    static boolean isEncryptedOffice(byte[] content) {
        return TIKA.detect(content).startsWith("application/x-tika-msoffice") && contains(content, ENCRYPTED_PACKAGE);
    }

    static Condition conditionOf(FileType type, byte[] content) {
        return switch (type) {
            case PDF -> pdf(content);
            case JPEG, PNG -> image(content);
            case DOCX, XLSX -> archive(content);
        };
    }

    private static Optional<FileType> officeType(byte[] content) {
        Set<String> names = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (ZipEntry e = zip.getNextEntry(); e != null && names.size() < MAX_ENTRIES; e = zip.getNextEntry()) {
                names.add(e.getName());
            }
        } catch (IOException | IllegalArgumentException e) {
            // broken further on: what was listed so far still tells the kind, and opening it will tell that it is
            // broken
        }
        if (names.stream().anyMatch(n -> n.endsWith("vbaProject.bin"))) {
            return Optional.empty();
        }
        if (names.stream().anyMatch(n -> n.startsWith("word/"))) {
            return Optional.of(FileType.DOCX);
        }
        if (names.stream().anyMatch(n -> n.startsWith("xl/"))) {
            return Optional.of(FileType.XLSX);
        }
        return Optional.empty();
    }

    private static Condition pdf(byte[] content) {
        try (PDDocument document = Loader.loadPDF(content)) {
            if (document.isEncrypted()) {
                return Condition.ENCRYPTED;
            }
            int pages = document.getNumberOfPages();
            for (int i = 0; i < pages; i++) {
                // reads every page's content stream to its end
                try (InputStream in = document.getPage(i).getContents()) {
                    in.skip(Long.MAX_VALUE);
                }
            }
            return pages > 0 ? Condition.SOUND : Condition.BROKEN;
        } catch (InvalidPasswordException e) {
            return Condition.ENCRYPTED;
        } catch (IOException | RuntimeException e) {
            return Condition.BROKEN;
        }
    }

    private static Condition image(byte[] content) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Condition.BROKEN;
            }
            ImageReader reader = readers.next();
            try {
                return decode(reader, in) ? Condition.SOUND : Condition.BROKEN;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return Condition.BROKEN;
        }
    }

    private static boolean decode(ImageReader reader, ImageInputStream in) throws IOException {
        AtomicBoolean endsEarly = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            // libjpeg's own words, which Java never translates
            if (warning.contains("premature end") || warning.contains("Premature end")) {
                endsEarly.set(true);
            }
        });
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels == 0 || pixels > MAX_PIXELS) {
            return false;
        }
        // every sixteenth pixel: the whole stream is decoded, little memory is kept
        ImageReadParam sparse = reader.getDefaultReadParam();
        sparse.setSourceRegion(new Rectangle(reader.getWidth(0), reader.getHeight(0)));
        sparse.setSourceSubsampling(Math.min(16, reader.getWidth(0)), Math.min(16, reader.getHeight(0)), 0, 0);
        if (reader.canReadRaster()) {
            reader.readRaster(0, sparse); // takes CMYK scans, which read() does not
        } else {
            reader.read(0, sparse);
        }
        return !endsEarly.get();
    }

    private static Condition archive(byte[] content) {
        boolean hasTypes = false;
        long unpacked = 0;
        int entries = 0;
        byte[] buffer = new byte[64 * 1024];
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                hasTypes |= e.getName().equals("[Content_Types].xml");
                for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
                    unpacked += n;
                    if (unpacked > MAX_UNPACKED) {
                        return Condition.BROKEN;
                    }
                }
                if (++entries > MAX_ENTRIES) {
                    return Condition.BROKEN;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Condition.BROKEN;
        }
        return hasTypes && hasDirectory(content) ? Condition.SOUND : Condition.BROKEN;
    }

    /** Whether the archive's directory at its end is there; a file cut short has lost it. */
    private static boolean hasDirectory(byte[] content) {
        for (int i = content.length - 22; i >= 0 && i >= content.length - 22 - 0xFFFF; i--) {
            if (content[i] == 'P' && content[i + 1] == 'K' && content[i + 2] == 5 && content[i + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] haystack, byte[] needle) {
        outer:
        for (int i = 0; i <= haystack.length - needle.length; i++) {
            for (int j = 0; j < needle.length; j++) {
                if (haystack[i + j] != needle[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }
}
