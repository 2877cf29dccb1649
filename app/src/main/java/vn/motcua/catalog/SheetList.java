package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * The list of procedures as an Excel file: a row for each, columns known by their headings whatever their order. An empty
 * cell says nothing.
 */
final class SheetList {

    static final int MOST_ROWS = 20_000;
    private static final int MOST_COLUMNS = 60;

    /** 1 January 1950 and 31 December 2199 as Excel counts days; any other number is meant as something else. */
    private static final int FIRST_DAY = 18_264;

    private static final int LAST_DAY = 109_574;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    /** Heading → field of the record, in the order of the template. */
    static final Map<String, String> COLUMNS = columns();

    private static final Map<String, String> AUDIENCES =
            Map.of("công dân", "CITIZEN", "doanh nghiệp", "BUSINESS", "nội bộ", "INTERNAL");
    private static final Map<String, String> LEVELS = Map.of("xã", "COMMUNE", "huyện", "DISTRICT", "tỉnh", "PROVINCE");
    private static final Map<String, String> SERVICES = Map.of("toàn trình", "FULL", "một phần", "PARTIAL");

    private SheetList() {}

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("Mã thủ tục", "code");
        columns.put("Tên thủ tục", "name");
        columns.put("Tên thường gọi", "shortName");
        columns.put("Tên tiếng Anh", "nameEn");
        columns.put("Số quyết định", "decisionNo");
        columns.put("Hiệu lực từ", "validFrom");
        columns.put("Hết hiệu lực", "validTo");
        columns.put("Cấp thực hiện", "level");
        columns.put("Loại thủ tục", "kind");
        columns.put("Mã lĩnh vực", "sector.code");
        columns.put("Lĩnh vực", "sector.name");
        columns.put("Đối tượng", "audiences");
        columns.put("Cấp cơ quan", "agencyLevel");
        columns.put("Bộ phận", "unit");
        columns.put("Cơ quan có thẩm quyền", "competentAgency");
        columns.put("Nơi tiếp nhận", "receiptPlace");
        columns.put("Cơ quan được ủy quyền", "delegatedAgency");
        columns.put("Cơ quan thực hiện", "implementingAgencies");
        columns.put("Cơ quan phối hợp", "coordinating");
        columns.put("Thủ tục liên quan", "related");
        columns.put("Kết quả", "result.name");
        columns.put("Mã kết quả", "result.code");
        columns.put("Số bộ hồ sơ", "sets");
        columns.put("Mức dịch vụ", "serviceLevel");
        columns.put("Lý do một phần", "serviceLevelReason");
        columns.put("Thời hạn giải quyết", "term");
        columns.put("Phí, lệ phí", "feeText");
        columns.put("Điều kiện", "conditions");
        columns.put("Nguồn", "source");
        return columns;
    }

    /** A row as far as it could be read. */
    record Read(String code, ObjectNode record, List<Problem> wrong, List<Problem> doubts) {}

    static Result<List<Read>> read(byte[] file) {
        if (PackageFiles.isBloated(file)) {
            return Result.refused(Problem.at("tep", "catalog.file-large"));
        }
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(file));
                Stream<Row> stream = book.getFirstSheet().openStream()) {
            List<Row> rows = stream.limit(2L * MOST_ROWS).toList();
            if (rows.size() == 2 * MOST_ROWS) {
                return Result.refused(Problem.at("tep", "catalog.file-large"));
            }
            Map<Integer, String> fields = Map.of();
            List<Read> found = new ArrayList<>();
            for (Row row : rows) {
                if (fields.isEmpty()) {
                    fields = fields(row);
                } else {
                    Read read = row(row, fields);
                    if (!read.record().isEmpty()) {
                        found.add(read);
                    }
                }
            }
            if (fields.isEmpty()) {
                return Result.refused(Problem.at("tep", "catalog.sheet-no-heading"));
            }
            if (found.size() > MOST_ROWS) {
                return Result.refused(Problem.at("tep", "catalog.file-large"));
            }
            return found.isEmpty()
                    ? Result.refused(Problem.at("tep", "catalog.sheet-empty"))
                    : Result.done(List.copyOf(found));
        } catch (IOException | RuntimeException e) {
            // a file made by hand breaks the reader in more ways than it names
            return Result.refused(Problem.at("tep", "catalog.file-unreadable"));
        }
    }

    private static Map<Integer, String> fields(Row row) {
        Map<Integer, String> fields = new LinkedHashMap<>();
        for (int n = 0; n < Math.min(row.getCellCount(), MOST_COLUMNS); n++) {
            String heading = folded(cell(row, n));
            for (Map.Entry<String, String> column : COLUMNS.entrySet()) {
                if (folded(column.getKey()).equals(heading)) {
                    fields.put(n, column.getValue());
                }
            }
        }
        return fields.containsValue("code") ? fields : Map.of();
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String cell(Row row, int n) {
        @Nullable Cell cell = row.getOptionalCell(n).orElse(null);
        @Nullable String text = cell == null ? null : cell.getText();
        return text == null
                ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    private static Read row(Row row, Map<Integer, String> fields) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        List<Problem> wrong = new ArrayList<>();
        List<Problem> doubts = new ArrayList<>();
        fields.forEach((n, field) -> {
            String value = field.startsWith("valid") ? day(row, n) : cell(row, n);
            if (field.equals("code") && isNumber(row, n)) {
                // 2.000200 as a number is 2.0002: which procedure is meant cannot be told any more
                wrong.add(Problem.at("dòng " + row.getRowNum(), "catalog.sheet-code-number", value));
            }
            if (!value.isEmpty()) {
                set(record, field, value, "dòng " + row.getRowNum(), wrong, doubts);
            }
        });
        return new Read(text(record, "code"), record, wrong, doubts);
    }

    private static boolean isNumber(Row row, int n) {
        return row.getOptionalCell(n)
                .filter(cell -> cell.getType() == CellType.NUMBER)
                .isPresent();
    }

    /** A day is a number to Excel; people also type it as text. */
    private static String day(Row row, int n) {
        @Nullable Cell cell = row.getOptionalCell(n).orElse(null);
        if (cell != null && isNumber(row, n)) {
            double days = cell.asNumber().doubleValue();
            return days < FIRST_DAY || days > LAST_DAY
                    ? cell(row, n)
                    : cell.asDate().toLocalDate().toString();
        }
        String text = cell(row, n);
        try {
            return text.matches("\\d{4}-\\d{2}-\\d{2}") || text.isEmpty()
                    ? text
                    : LocalDate.parse(text.replace('-', '/').replace('.', '/'), DAY)
                            .toString();
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static void set(
            ObjectNode record, String field, String value, String at, List<Problem> wrong, List<Problem> doubts) {
        switch (field) {
            case "validFrom", "validTo" -> {
                if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
                    record.put(field, value);
                } else {
                    wrong.add(Problem.at(at, "catalog.sheet-day", value));
                }
            }
            case "audiences" -> {
                ArrayNode list = record.putArray(field);
                for (String one : value.split("[;,\\n]")) {
                    String known = AUDIENCES.get(folded(one));
                    if (known == null) {
                        wrong.add(
                                Problem.at(at, "catalog.sheet-choice", one.strip(), "Công dân; Doanh nghiệp; Nội bộ"));
                    } else {
                        list.add(known);
                    }
                }
            }
            case "agencyLevel" -> choice(record, field, value, LEVELS, at, wrong);
            case "serviceLevel" -> choice(record, field, value, SERVICES, at, wrong);
            case "implementingAgencies", "coordinating", "related" -> {
                ArrayNode list = record.putArray(field);
                for (String one : value.split("[;\\n]")) {
                    if (!one.isBlank()) {
                        list.add(one.strip());
                    }
                }
            }
            case "sets" -> {
                if (value.matches("\\d{1,2}")) {
                    record.put(field, Integer.parseInt(value));
                } else {
                    wrong.add(Problem.at(at, "catalog.sheet-number", value));
                }
            }
            case "term" -> record.set("term", NationalRecords.term(value, "", at, doubts));
            case "sector.code", "sector.name", "result.name", "result.code" -> {
                String outer = field.substring(0, field.indexOf('.'));
                ObjectNode inner =
                        record.path(outer).isObject() ? (ObjectNode) record.path(outer) : record.putObject(outer);
                inner.put(field.substring(field.indexOf('.') + 1), value);
            }
            default -> record.put(field, value);
        }
    }

    private static void choice(
            ObjectNode record, String field, String value, Map<String, String> known, String at, List<Problem> wrong) {
        String chosen = known.get(folded(value).replaceFirst("^cấp ", ""));
        if (chosen == null) {
            wrong.add(Problem.at(at, "catalog.sheet-choice", value, String.join("; ", known.keySet())));
        } else {
            record.put(field, chosen);
        }
    }

    /** The list with a row for each record; without any it is the template. */
    static byte[] write(List<JsonNode> records) {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "MotCua", "1.0")) {
            Worksheet sheet = book.newWorksheet("Thủ tục");
            int column = 0;
            for (Map.Entry<String, String> heading : COLUMNS.entrySet()) {
                sheet.value(0, column, heading.getKey());
                sheet.style(0, column).bold().fillColor("EEEEEE").wrapText(true).set();
                sheet.width(column, heading.getValue().contains("ame") ? 45 : 22);
                for (int row = 0; row < records.size(); row++) {
                    sheet.value(row + 1, column, told(records.get(row), heading.getValue()));
                }
                column++;
            }
            sheet.freezePane(1, 1);
            book.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String told(JsonNode r, String field) {
        return switch (field) {
            case "audiences" ->
                String.join(
                        "; ",
                        RecordReader.texts(r.path(field)).stream()
                                .map(a -> word(AUDIENCES, a))
                                .toList());
            case "agencyLevel" -> word(LEVELS, text(r, field));
            case "serviceLevel" -> word(SERVICES, text(r, field));
            case "implementingAgencies", "coordinating", "related" ->
                String.join("; ", RecordReader.texts(r.path(field)));
            case "term" -> text(r.path("cases").path(0).path("term"), "text");
            case "feeText" ->
                String.join(
                        "; ",
                        RecordReader.each(r.path("fees")).stream()
                                .map(fee -> text(fee, "text"))
                                .toList());
            case "sector.code", "sector.name", "result.name", "result.code" ->
                text(r.path(field.substring(0, field.indexOf('.'))), field.substring(field.indexOf('.') + 1));
            default -> text(r, field);
        };
    }

    private static String word(Map<String, String> words, String value) {
        return words.entrySet().stream()
                .filter(e -> e.getValue().equals(value))
                .map(e -> e.getKey().substring(0, 1).toUpperCase(Locale.ROOT)
                        + e.getKey().substring(1))
                .findFirst()
                .orElse(value);
    }
}
