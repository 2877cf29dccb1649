package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.shared.Problem;

/**
 * Reads records in the shape of the national portal's {@code LayThuTuc}: tables come as running text, time limits as free
 * words. What cannot be told for sure is left out of the record, so that it stays incomplete until a person has looked.
 */
final class NationalRecords {

    private static final Pattern CHANNEL = Pattern.compile("(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)"
            + "(Không có thông tin|\\d[\\d.,]*\\s*(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Năm)?)"
            + "(Miễn phí|Không có thông tin|[\\d.,]+\\s*(?:Việt Nam Đồng|VNĐ|đồng|Đồng)?)?");

    private static final Pattern COUNT = Pattern.compile("(\\d{1,3})\\s*bản chính(?:\\s*,\\s*(\\d{1,3})\\s*bản sao)?");
    private static final String PAPERS_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng";
    private static final String LAW_HEAD = "Tên văn bản pháp lýMã văn bản";
    private static final Pattern LAW_NO =
            Pattern.compile("\\d{1,4}/\\d{4}/(?:QH\\d{1,2}|[A-ZĐ]{1,6}(?:-[A-ZĐ]{2,8})*)");
    private static final Pattern RESULT =
            Pattern.compile("^[-+•\\s]*(.*?)\\s*Mã:\\s*(KQ[.\\w]*\\d)?.*$", Pattern.DOTALL);
    private static final Pattern PAPER_FORM =
            Pattern.compile("([^\\s\\p{Z}]*[^.;]{0,120}\\.(?:docx?|pdf|xlsx?|rtf))$", Pattern.CASE_INSENSITIVE);

    private static final Set<String> NOTHING =
            Set.of("", "không có thông tin", "không", "không có", "chưa có thông tin");

    private NationalRecords() {}

    /** A record as far as it could be read, with what a person has to look at. */
    record Read(String code, ObjectNode record, List<Problem> doubts) {}

    static boolean isOne(JsonNode node) {
        return node.has("ma_thu_tuc");
    }

    static Read read(JsonNode n) {
        List<Problem> doubts = new ArrayList<>();
        ObjectNode r = Json.MAPPER.createObjectNode();
        String code = any(n, "ma_thu_tuc");
        r.put("code", code);
        put(r, "name", any(n, "ten_thu_tuc"));
        put(r, "shortName", shortened(text(r, "name")));
        put(r, "decisionNo", any(n, "so_quyet_dinh"));
        put(r, "level", any(n, "cap_thuc_hien"));
        put(r, "kind", any(n, "loai_thu_tuc"));
        String sector = any(n, "linh_vuc");
        if (!sector.isEmpty()) {
            ObjectNode s = r.putObject("sector");
            put(s, "code", any(n, "ma_linh_vuc"));
            put(s, "name", sector);
        }
        audiences(r, any(n, "doi_tuong_thuc_hien"));
        agencyLevel(r, text(r, "level"));
        put(r, "competentAgency", any(n, "co_quan_co_tham_quyen"));
        put(r, "receiptPlace", any(n, "dia_chi_tiep_nhan"));
        put(r, "delegatedAgency", any(n, "co_quan_duoc_uy_quyen"));
        lines(r, "implementingAgencies", split(any(n, "co_quan_thuc_hien"), "[;\\n]"));
        lines(r, "coordinating", split(any(n, "co_quan_phoi_hop"), "[;\\n]"));
        lines(r, "related", codes(any(n, "thu_tuc_lien_quan"), code));
        Matcher result = RESULT.matcher(any(n, "ket_qua_xu_ly") + " Mã:");
        if (result.matches() && !String.valueOf(result.group(1)).isBlank()) {
            ObjectNode res = r.putObject("result");
            res.put("name", String.valueOf(result.group(1)).replaceAll("[\\s.]+$", ""));
            String no = result.group(2);
            if (no != null) {
                res.put("code", no);
            }
        }
        r.put("sets", 1);
        put(r, "conditions", any(n, "yeu_cau_dieu_kien"));
        lines(r, "steps", split(any(n, "trinh_tu_thuc_hien"), "\\n"));
        papers(r, any(n, "thanh_phan_ho_so"), doubts);
        channels(r, any(n, "cach_thuc_thuc_hien"), doubts);
        laws(r, any(n, "can_cu_phap_ly"));
        String page = any(n, "detail_url");
        r.put("source", page.isEmpty() ? "LayThuTuc " + code : page);
        return new Read(code, r, List.copyOf(doubts));
    }

    /** Empty where the record says in so many words that it has nothing to say. */
    private static String any(JsonNode node, String name) {
        String value = Normalizer.normalize(text(node, name), Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replaceAll("[\\t\\u00a0 ]+", " ")
                .strip();
        return NOTHING.contains(value.toLowerCase(Locale.ROOT).replaceAll("\\.$", "")) ? "" : value;
    }

    private static void put(ObjectNode to, String name, String value) {
        if (!value.isBlank()) {
            to.put(name, value.strip());
        }
    }

    private static void lines(ObjectNode to, String name, List<String> lines) {
        if (!lines.isEmpty()) {
            ArrayNode list = to.putArray(name);
            lines.forEach(list::add);
        }
    }

    private static String shortened(String name) {
        return name.replaceFirst("^Thủ tục\\s+", "").replaceFirst("^\\p{Ll}", upper(name));
    }

    private static String upper(String name) {
        String rest = name.replaceFirst("^Thủ tục\\s+", "");
        return rest.isEmpty() ? "" : rest.substring(0, 1).toUpperCase(Locale.ROOT);
    }

    private static List<String> split(String text, String at) {
        return List.of(text.split(at)).stream()
                .map(line -> line.replaceFirst("^[-+•*\\s]+", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> codes(String text, String own) {
        Matcher code = Pattern.compile("\\d\\.\\d{6}").matcher(text);
        Set<String> found = new LinkedHashSet<>();
        while (code.find()) {
            found.add(code.group());
        }
        found.remove(own);
        return List.copyOf(found);
    }

    private static void audiences(ObjectNode r, String told) {
        String plain = told.toLowerCase(Locale.ROOT);
        List<String> audiences = new ArrayList<>();
        if (plain.contains("công dân") || plain.contains("người") || plain.contains("cá nhân")) {
            audiences.add("CITIZEN");
        }
        if (plain.contains("doanh nghiệp") || plain.contains("hợp tác xã") || plain.contains("tổ chức")) {
            audiences.add("BUSINESS");
        }
        lines(r, "audiences", audiences);
    }

    /** Only where the record names one level alone: which agency here takes it over is for people to say. */
    private static void agencyLevel(ObjectNode r, String level) {
        boolean commune = level.contains("Cấp xã");
        boolean district = level.contains("Cấp huyện");
        boolean province = level.contains("Cấp tỉnh");
        if ((commune ? 1 : 0) + (district ? 1 : 0) + (province ? 1 : 0) == 1) {
            r.put("agencyLevel", commune ? "COMMUNE" : district ? "DISTRICT" : "PROVINCE");
        }
    }

    private static void channels(ObjectNode r, String told, List<Problem> doubts) {
        Matcher row = CHANNEL.matcher(told);
        List<Integer> begins = new ArrayList<>();
        List<String[]> rows = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        while (row.find()) {
            begins.add(row.start());
            rows.add(new String[] {row.group(1), row.group(2), row.group(3), String.valueOf(row.end())});
        }
        ArrayNode channels = r.putArray("channels");
        String usual = null;
        String usualNote = "";
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i);
            String channel = switch (String.valueOf(cells[0])) {
                case "Trực tuyến" -> "ONLINE";
                case "Trực tiếp" -> "COUNTER";
                default -> "POST";
            };
            if (!seen.add(channel)) {
                doubts.add(Problem.at("/channels", "catalog.channel-twice", String.valueOf(cells[0])));
                continue;
            }
            int end = i + 1 < begins.size() ? begins.get(i + 1) : told.length();
            String note = told.substring(Integer.parseInt(String.valueOf(cells[3])), end)
                    .strip()
                    .replaceFirst("^\\(+", "")
                    .replaceFirst("\\)$", "")
                    .strip();
            ObjectNode c = channels.addObject().put("channel", channel).put("offered", true);
            put(c, "note", note);
            String fee = cells[2] == null ? "" : cells[2];
            put(c, "feeText", NOTHING.contains(fee.toLowerCase(Locale.ROOT)) ? "" : fee);
            String term = String.valueOf(cells[1]).strip();
            if (usual == null) {
                usual = term;
                usualNote = note;
            } else if (!usual.equals(term)
                    || !note.equals(usualNote) && !TermText.read(term, note).sure()) {
                c.set("term", term(term, note, "/channels/" + (channels.size() - 1) + "/term", doubts));
            }
        }
        if (channels.isEmpty()) {
            r.remove("channels");
            doubts.add(Problem.at("/channels", "catalog.channels-unread"));
        }
        ObjectNode read = term(usual == null ? "" : usual, usualNote, "/cases/0/term", doubts);
        r.path("cases").forEach(c -> ((ObjectNode) c).set("term", read.deepCopy()));
    }

    /** In doubt only the words, so that the record cannot be published until somebody has said what they mean. */
    static ObjectNode term(String words, String note, String at, List<Problem> doubts) {
        ObjectNode term = Json.MAPPER.createObjectNode();
        TermReading reading = TermText.read(words, note);
        AppointmentRule rule = reading.rule();
        if (reading.sure() && rule != null) {
            term.put("amount", rule.term().amount())
                    .put("unit", rule.term().unit().name())
                    .put("count", rule.count().name());
            if (rule.cutoff() != null) {
                term.put("cutoff", rule.cutoff().toString());
            }
        }
        reading.doubts().forEach(doubt -> doubts.add(new Problem(doubt.code(), at, doubt.args())));
        put(term, "text", words);
        return term;
    }

    private static void papers(ObjectNode r, String told, List<Problem> doubts) {
        ArrayNode cases = r.putArray("cases");
        ObjectNode current = addCase(cases, "Trường hợp chung");
        boolean show = false;
        String[] tables = told.split(Pattern.quote(PAPERS_HEAD), -1);
        String head = tables[0];
        for (int t = 1; t < tables.length; t++) {
            String title = head.replaceFirst("^[-*•\\s]+", "")
                    .replaceFirst("[:\\s]+$", "")
                    .strip();
            String plain = title.toLowerCase(Locale.ROOT);
            if (plain.contains("xuất trình")) {
                show = true;
            } else if (!title.isEmpty() && !plain.contains("phải nộp") && title.length() < 400) {
                show = false;
                if (current.path("papers").isEmpty() && cases.size() == 1) {
                    current.put("name", title);
                } else {
                    current = addCase(cases, title);
                }
            } else {
                show = false;
            }
            Matcher count = COUNT.matcher(tables[t]);
            int from = 0;
            while (count.find()) {
                paper(current, tables[t].substring(from, count.start()), count, show);
                from = count.end();
            }
            head = tables[t].substring(from);
        }
        if (tables.length == 1) {
            doubts.add(Problem.at("/cases/0/papers", "catalog.papers-unread"));
        }
    }

    private static ObjectNode addCase(ArrayNode cases, String name) {
        int before = cases.size();
        ObjectNode added = cases.addObject()
                .put("key", before == 0 ? "chung" : "truong-hop-" + (before + 1))
                .put("name", name);
        added.putArray("papers");
        return added;
    }

    private static void paper(ObjectNode of, String words, Matcher count, boolean show) {
        String name = words.replaceFirst("^[-+•\\s]+", "").strip();
        if (name.isEmpty()) {
            return;
        }
        ArrayNode papers = (ArrayNode) of.path("papers");
        int before = papers.size();
        ObjectNode paper = papers.addObject().put("key", "giay-" + (before + 1));
        Matcher form = PAPER_FORM.matcher(name);
        String file = form.find() ? String.valueOf(form.group(1)).strip() : "";
        paper.put("name", name);
        int originals = Integer.parseInt(String.valueOf(count.group(1)));
        String copies = count.group(2);
        paper.put("originals", originals).put("copies", copies == null ? 0 : Integer.parseInt(copies));
        paper.put("required", originals > 0 || copies != null && !copies.equals("0"))
                .put("present", show ? "show" : "submit");
        if (!file.isEmpty() && file.length() < name.length()) {
            paper.putObject("form").put("name", file).put("file", file);
        }
    }

    /** The number of a document follows its name without a blank; numbers within a name stand after one. */
    private static void laws(ObjectNode r, String told) {
        String rest = told.startsWith(LAW_HEAD) ? told.substring(LAW_HEAD.length()) : told;
        ArrayNode laws = Json.MAPPER.createArrayNode();
        Matcher no = LAW_NO.matcher(rest);
        int from = 0;
        while (no.find()) {
            boolean own = no.start() > from && !Character.isWhitespace(rest.charAt(no.start() - 1));
            if (own) {
                String name = rest.substring(from, no.start()).strip();
                if (!name.isEmpty()) {
                    laws.addObject().put("no", no.group()).put("name", name);
                }
                from = no.end();
            }
        }
        if (!laws.isEmpty()) {
            r.set("legalBases", laws);
        }
    }
}
