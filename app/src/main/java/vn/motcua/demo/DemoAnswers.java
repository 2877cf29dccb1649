package vn.motcua.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import vn.motcua.catalog.Address;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Areas;
import vn.motcua.process.TaskForm;
import vn.motcua.process.TaskSummary;

/** Plausible answers to the forms of the demo's procedures. */
final class DemoAnswers {

    private final RandomGenerator random;
    private final InventedPeople people;
    private final Areas areas;

    DemoAnswers(RandomGenerator random, InventedPeople people, Areas areas) {
        this.random = random;
        this.people = people;
        this.areas = areas;
    }

    Map<String, Object> of(String procedureCode, LocalDate day) {
        return switch (procedureCode) {
            case "1.001193" -> birth(day);
            case "2.000815" -> certifiedCopy();
            case "1.004873" -> maritalStatus();
            case "1.001612" -> householdBusiness(day);
            case "1.013225" -> house(day);
            default -> throw new IllegalArgumentException("no demo answers for " + procedureCode);
        };
    }

    /** What an officer records at a step; nothing where its form is none of the demo's. */
    Map<String, Object> ofStep(TaskSummary task, Actor.Officer officer, LocalDate day) {
        TaskForm form = task.form();
        return form == null || !form.key().equals("inspection")
                ? Map.of()
                : Map.of(
                        "inspectedOn",
                        day.toString(),
                        "members",
                        officer.displayName() + ", Phòng Quản lý đô thị; chủ đầu tư",
                        "siteMatches",
                        "yes",
                        "begun",
                        "no");
    }

    private Map<String, Object> birth(LocalDate day) {
        Map<String, Object> a = new HashMap<>();
        a.put("childCase", "ordinary");
        a.put("childName", people.name());
        a.put("childSex", random.nextBoolean() ? "male" : "female");
        a.put("childBirthDate", day.minusDays(5 + random.nextInt(40)).toString());
        a.put("birthPlace", "Bệnh viện Ví Dụ, Hà Nội");
        a.put("birthProof", "paper");
        a.put("childEthnicity", "Kinh");
        a.put("childNationality", "Việt Nam");
        a.put("childHometown", "Hà Nội");
        a.put("parents", "both");
        a.put("motherName", people.name());
        a.put("motherBirthDate", "1994-03-12");
        a.put("motherIdentity", "099000012345");
        a.put("fatherName", people.name());
        a.put("fatherBirthDate", "1992-08-02");
        a.put("fatherIdentity", "099000054321");
        a.put("relation", "parent");
        a.put("married", "yes");
        a.put("marriageCertificate", "Số 12/2020, Ủy ban nhân dân phường Ví Dụ");
        a.put("copies", random.nextInt(4));
        return a;
    }

    private Map<String, Object> certifiedCopy() {
        Map<String, Object> a = new HashMap<>();
        a.put("documentKind", people.pick(java.util.List.of("identity", "education", "civilStatus", "property")));
        a.put("issuedBy", "vietnam");
        a.put("pages", 1 + random.nextInt(12));
        a.put("copies", 1 + random.nextInt(5));
        a.put("copiesBrought", "yes");
        return a;
    }

    private static Map<String, Object> maritalStatus() {
        Map<String, Object> a = new HashMap<>();
        a.put("forWhom", "self");
        a.put("maritalStatus", "never");
        a.put("residence", "current");
        a.put("purpose", "other");
        a.put("purposeText", "Bổ sung hồ sơ vay vốn ngân hàng");
        a.put("copies", 1);
        a.put("previous", "none");
        return a;
    }

    private Map<String, Object> householdBusiness(LocalDate day) {
        Map<String, Object> a = new HashMap<>();
        a.put("founder", "individual");
        a.put("filedBy", "owner");
        a.put("businessName", "Hộ kinh doanh " + people.pick(java.util.List.of("Ví Dụ", "Mẫu", "Làm Thử")));
        a.put("businessAddress", address("Số %d phố Mẫu", day));
        a.put("mainActivity", "Bán lẻ lương thực, thực phẩm");
        a.put("capital", 50_000_000 + random.nextInt(20) * 10_000_000);
        a.put("startDate", day.plusDays(20).toString());
        a.put("workers", 1 + random.nextInt(6));
        return a;
    }

    private Map<String, Object> address(String street, LocalDate day) {
        return Address.in(people.pick(areas.communes(day)), street.formatted(1 + random.nextInt(100)))
                .answer();
    }

    private Map<String, Object> house(LocalDate day) {
        Map<String, Object> a = new HashMap<>();
        a.put("workKind", "house");
        a.put("siteAddress", address("Số %d ngõ Minh Họa", day));
        a.put("parcelNo", String.valueOf(1 + random.nextInt(300)));
        a.put("mapSheetNo", String.valueOf(1 + random.nextInt(40)));
        a.put("landArea", 40 + random.nextInt(80));
        a.put("landPaper", "certificate");
        a.put("leased", "no");
        a.put("workName", "Nhà ở riêng lẻ");
        a.put("grade", "III");
        a.put("groundFloorArea", 40 + random.nextInt(30));
        a.put("totalFloorArea", 150 + random.nextInt(100));
        a.put("height", 15);
        a.put("floors", "4 tầng");
        a.put("adjacent", "no");
        a.put("fireSafety", "no");
        a.put("designReview", "no");
        a.put("designedBy", "firm");
        a.put("designFirm", "Công ty Thiết kế Ví Dụ");
        a.put("designFirmCertificate", "VD-0001");
        a.put("leadDesigner", people.name());
        a.put("leadDesignerCertificate", "VD-KTS-0001");
        a.put("constructionMonths", 8);
        return a;
    }
}
