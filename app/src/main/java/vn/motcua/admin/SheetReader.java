package vn.motcua.admin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Reads the cells of an Excel file (.xlsx, its first sheet) or of a text with separators (.csv). */
final class SheetReader {

    static final int MOST_ROWS = 200;
    private static final int MOST_COLUMNS = 40;
    /** In bytes, unpacked: a small archive can claim gigabytes. */
    private static final long MOST_UNPACKED = 20_000_000;

    private static final int MOST_ENTRIES = 200;

    private SheetReader() {}

    static Result<List<List<String>>> read(byte[] file) {
        if (file.length == 0) {
            return Result.refused(Problem.at("tep", "admin.steps.file-missing"));
        }
        return file.length > 3 && file[0] == 'P' && file[1] == 'K' ? excel(file) : text(file);
    }

    private static Result<List<List<String>>> excel(byte[] file) {
        if (isBloated(file)) {
            return Result.refused(Problem.at("tep", "admin.steps.file-large"));
        }
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(file));
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            return Result.done(rows.limit(MOST_ROWS + 1L)
                    .map(SheetReader::cells)
                    .filter(SheetReader::says)
                    .toList());
        } catch (IOException | RuntimeException e) {
            // a file made by hand breaks the reader in more ways than it names
            return Result.refused(Problem.at("tep", "admin.steps.file-unreadable"));
        }
    }

    private static boolean isBloated(byte[] file) {
        byte[] buffer = new byte[65_536];
        long unpacked = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    return true;
                }
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    unpacked += read;
                    if (unpacked > MOST_UNPACKED) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return false; // no archive: the reader says so
        }
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int n = 0; n < Math.min(row.getCellCount(), MOST_COLUMNS); n++) {
            @Nullable Cell cell = row.getOptionalCell(n).orElse(null);
            @Nullable String text = cell == null ? null : cell.getText();
            cells.add(text == null ? "" : text.strip());
        }
        return cells;
    }

    private static boolean says(List<String> cells) {
        return cells.stream().anyMatch(cell -> !cell.isBlank());
    }

    private static Result<List<List<String>>> text(byte[] file) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            return Result.refused(Problem.at("tep", "admin.steps.file-unreadable"));
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return Result.done(separated(plain).stream()
                .filter(SheetReader::says)
                .limit(MOST_ROWS + 1L)
                .toList());
    }

    /** Rows of a text whose first line says by how many of which sign its cells are separated (RFC 4180 otherwise). */
    private static List<List<String>> separated(String text) {
        String head = text.lines().findFirst().orElse("");
        char separator = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(head, candidate) > count(head, separator)) {
                separator = candidate;
            }
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == separator || c == '\n')) {
                row.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        row.add(cell.toString().strip());
        rows.add(row);
        return rows;
    }

    private static long count(String text, char c) {
        return text.chars().filter(each -> each == c).count();
    }
}
