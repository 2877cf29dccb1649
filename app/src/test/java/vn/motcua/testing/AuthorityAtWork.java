package vn.motcua.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Appointments;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Delivery;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.Intake;
import vn.motcua.dossier.Reception;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.OfficerSummary;
import vn.motcua.organization.Organization;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.process.Processes;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskForm;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;

/**
 * The demo authority doing its work: dossiers of the five procedures with papers and answers that are right, taken in and
 * worked by whoever answers for the step.
 */
public final class AuthorityAtWork {

    public static final String BIRTH = "1.001193";
    public static final String CERTIFIED_COPY = "2.000815";
    public static final String MARITAL_STATUS = "1.004873";
    public static final String HOUSEHOLD_BUSINESS = "1.001612";
    public static final String CONSTRUCTION = "1.013225";

    public static final List<String> PROCEDURES =
            List.of(BIRTH, CERTIFIED_COPY, MARITAL_STATUS, HOUSEHOLD_BUSINESS, CONSTRUCTION);

    public static final String DISTRICT = "008";

    /** Định Công. */
    public static final String WARD = "00307";

    /** A ward as it is chosen in an address. */
    public static final String DINH_CONG = "00307 phường Định Công";

    public static final Actor.Citizen CITIZEN = new Actor.Citizen("citizen-for-tests", "Nguyễn Thị Ví Dụ");

    public final Organization organization;
    public final Catalog catalog;
    public final Reception reception;
    public final Casework casework;
    public final Dossiers dossiers;
    public final Processes processes;
    public final Appointments appointments;

    public AuthorityAtWork(ApplicationContext application) {
        organization = application.getBean(Organization.class);
        catalog = application.getBean(Catalog.class);
        reception = application.getBean(Reception.class);
        casework = application.getBean(Casework.class);
        dossiers = application.getBean(Dossiers.class);
        processes = application.getBean(Processes.class);
        appointments = application.getBean(Appointments.class);
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    public AgencyId agency(String adminCode) {
        return organization.agencyByAdminCode(adminCode).orElseThrow().id();
    }

    public Actor.Officer officer(String login) {
        return organization.officerByLogin(login).flatMap(organization::actor).orElseThrow();
    }

    public Actor.Officer officer(OfficerId id) {
        return organization.actor(id).orElseThrow();
    }

    /** The officers of a unit in a position. */
    public List<Actor.Officer> officers(AgencyId agency, String unitKey, String position) {
        return organization
                .officersOf(organization.unitOf(agency, unitKey).orElseThrow().id(), position)
                .stream()
                .map(OfficerSummary::id)
                .map(this::officer)
                .toList();
    }

    public Actor.Officer clerk(AgencyId agency) {
        return officers(agency, "one-stop", "clerk").getFirst();
    }

    /** Someone who may do a task: its holder, else the first officer in its position. */
    public Actor.Officer answering(TaskSummary task) {
        OfficerId holder = task.holder();
        return officer(
                holder != null
                        ? holder
                        : organization
                                .officersOf(task.unit(), task.position())
                                .getFirst()
                                .id());
    }

    public static ApplicantDetails applicant() {
        return new ApplicantDetails(
                ApplicantDetails.Kind.CITIZEN,
                "Nguyễn Thị Ví Dụ",
                "001190000001",
                "0900000001",
                "vidu@example.vn",
                "Số 1 ngõ Ví Dụ, phường Định Công");
    }

    /** The inputs of an address, as typed. */
    public static Map<String, String> address(String field) {
        return Map.of(field + ".unit", DINH_CONG, field + ".detail", "Số 1 ngõ Ví Dụ");
    }

    /** The form as typed, right and whole, for one of the five procedures. */
    public static Map<String, String> typed(String procedure) {
        return switch (procedure) {
            case BIRTH ->
                Map.ofEntries(
                        Map.entry("childCase", "ordinary"),
                        Map.entry("childName", "Nguyễn Minh Ví Dụ"),
                        Map.entry("childSex", "female"),
                        Map.entry("childBirthDate", "2026-08-10"),
                        Map.entry("birthPlace", "Bệnh viện Ví Dụ, Hà Nội"),
                        Map.entry("birthProof", "paper"),
                        Map.entry("childEthnicity", "Kinh"),
                        Map.entry("childNationality", "Việt Nam"),
                        Map.entry("childHometown", "Định Công, Hà Nội"),
                        Map.entry("parents", "motherOnly"),
                        Map.entry("motherName", "Nguyễn Thị Ví Dụ"),
                        Map.entry("motherBirthDate", "1995-03-02"),
                        Map.entry("motherIdentity", "001190000001"),
                        Map.entry("relation", "parent"),
                        Map.entry("copies", "2"));
            case CERTIFIED_COPY ->
                Map.of(
                        "documentKind",
                        "education",
                        "issuedBy",
                        "vietnam",
                        "pages",
                        "4",
                        "copies",
                        "3",
                        "copiesBrought",
                        "no");
            case MARITAL_STATUS ->
                Map.of(
                        "forWhom", "self",
                        "maritalStatus", "never",
                        "residence", "current",
                        "purpose", "other",
                        "purposeText", "Vay vốn ngân hàng",
                        "copies", "1",
                        "previous", "none");
            case HOUSEHOLD_BUSINESS ->
                Map.of(
                        "founder", "individual",
                        "filedBy", "owner",
                        "businessName", "Hộ kinh doanh Ví Dụ",
                        "businessAddress.unit", DINH_CONG,
                        "businessAddress.detail", "Số 1 ngõ Ví Dụ",
                        "mainActivity", "Bán lẻ sách",
                        "capital", "50000000",
                        "startDate", "2026-12-01",
                        "workers", "2");
            case CONSTRUCTION ->
                Map.ofEntries(
                        Map.entry("workKind", "house"),
                        Map.entry("siteAddress.unit", DINH_CONG),
                        Map.entry("siteAddress.detail", "Số 1 ngõ Ví Dụ"),
                        Map.entry("parcelNo", "12"),
                        Map.entry("mapSheetNo", "3"),
                        Map.entry("landArea", "60,5"),
                        Map.entry("landPaper", "certificate"),
                        Map.entry("leased", "no"),
                        Map.entry("workName", "Nhà ở riêng lẻ"),
                        Map.entry("grade", "IV"),
                        Map.entry("groundFloorArea", "50"),
                        Map.entry("totalFloorArea", "150"),
                        Map.entry("height", "11,2"),
                        Map.entry("floors", "3 tầng"),
                        Map.entry("adjacent", "no"),
                        Map.entry("fireSafety", "no"),
                        Map.entry("designReview", "no"),
                        Map.entry("designedBy", "self"),
                        Map.entry("constructionMonths", "8"));
            default -> throw new IllegalArgumentException(procedure);
        };
    }

    public Procedure procedure(String code) {
        return catalog.current(code).orElseThrow();
    }

    /** A whole and right filing of a procedure at an agency. */
    public Filing filing(String code, String adminCode) {
        return filing(code, agency(adminCode), typed(code));
    }

    public Filing filing(String code, AgencyId agency, Map<String, String> typed) {
        Procedure procedure = procedure(code);
        Map<String, Object> answers = procedure.form().read(typed);
        List<Content.HandedIn> papers = new ArrayList<>();
        for (Paper paper : procedure.papersFor(procedure.caseOf(answers).key(), answers)) {
            if (paper.required()) {
                papers.add(
                        new Content.HandedIn(paper.key(), paper.name(), paper.originals(), paper.copies(), List.of()));
            }
        }
        return new Filing(code, agency, applicant(), answers, papers);
    }

    public Filed file(Filing filing, Instant now) {
        return reception.file(filing, CITIZEN, newKey(), now).orElseThrow();
    }

    public Intake.Accepted accept(DossierId id, Actor.Officer clerk, Instant now) {
        return reception
                .accept(id, version(id, clerk, now), clerk, newKey(), now)
                .orElseThrow();
    }

    /** Filed online and accepted by the first clerk. */
    public Intake.Accepted fileAndAccept(Filing filing, Instant filed, Instant accepted) {
        return accept(file(filing, filed).id(), clerk(filing.agency()), accepted);
    }

    public Intake.Accepted takeIn(Filing filing, Instant now) {
        return switch (intake(filing, now)) {
            case Intake.Accepted accepted -> accepted;
            case Intake other -> throw new AssertionError("not taken in: " + other);
        };
    }

    public Intake intake(Filing filing, Instant now) {
        return reception.takeIn(filing, Channel.COUNTER, PaymentMethod.CASH, clerk(filing.agency()), newKey(), now);
    }

    public Dossier read(String code, Actor.Officer officer, Instant now) {
        return dossiers.byCode(code, officer, now).orElseThrow();
    }

    public int version(DossierId id, Actor.Officer officer, Instant now) {
        return dossiers.ledger(id, officer).getLast().seq();
    }

    public List<TaskSummary> open(DossierId id) {
        return processes.openTasks(new SubjectRef(Reception.SUBJECT, id.value()));
    }

    public TaskSummary open(DossierId id, String element) {
        return open(id).stream()
                .filter(t -> t.elementId().equals(element))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no task " + element + " but " + open(id)));
    }

    /** Claims and completes the open task of a step, by someone who answers for it. */
    public List<TaskSummary> step(DossierId id, String element, String outcome, Instant now) {
        TaskSummary task = open(id, element);
        Actor.Officer officer = answering(task);
        TaskSummary claimed = casework.claim(id, task.id(), officer, now).orElseThrow();
        return complete(id, claimed, outcome, officer, now).orElseThrow();
    }

    /** Completes a task, with everything its step asks for. */
    public Result<List<TaskSummary>> complete(
            DossierId id, TaskSummary task, String outcome, Actor.Officer officer, Instant now) {
        return casework.complete(id, decision(task, outcome, contentVersion(id, officer)), officer, newKey(), now);
    }

    public int contentVersion(DossierId id, Actor.Officer officer) {
        return dossiers.ledger(id, officer).stream()
                .map(e -> e.event() instanceof vn.motcua.dossier.DossierEvent.Supplemented s ? s.contentVersion() : 1)
                .reduce(1, Integer::max);
    }

    public static Casework.Decision decision(TaskSummary task, String outcome, int contentVersion) {
        boolean negative = outcome.equals("reject") || outcome.equals("return");
        return new Casework.Decision(
                task.id(),
                task.version(),
                contentVersion,
                outcome,
                negative ? "Chưa đủ căn cứ" : null,
                negative ? "Điều 1 Nghị định ví dụ" : null,
                outcome.equals("issued") ? "KQ-" + task.instance().value() : null,
                null,
                task.work().equals("RETURN")
                        ? new Delivery(Delivery.Manner.COUNTER, "Nguyễn Thị Ví Dụ", "001190000001")
                        : null,
                outcome.equals("return") ? Map.of() : recorded(task));
    }

    /** What is right to record on the form of a step; nothing where it has none. */
    public static Map<String, Object> recorded(TaskSummary task) {
        TaskForm form = task.form();
        return switch (form == null ? "" : form.key()) {
            case "" -> Map.of();
            case "inspection" ->
                Map.of(
                        "inspectedOn",
                        "2026-08-03",
                        "members",
                        "Trần Văn Mẫu, Phòng Quản lý đô thị; chủ đầu tư",
                        "siteMatches",
                        "yes",
                        "begun",
                        "no");
            case "meeting" ->
                Map.of(
                        "meetingOn",
                        "2026-08-03",
                        "place",
                        "Hội trường phường",
                        "members",
                        "Hội đồng hòa giải và hai bên tranh chấp",
                        "bothPresent",
                        "yes",
                        "dispute",
                        "Ranh giới giữa hai thửa đất liền kề",
                        "council",
                        "Giữ nguyên ranh giới đang sử dụng",
                        "agreed",
                        "Giữ nguyên ranh giới đang sử dụng");
            default -> throw new IllegalArgumentException(task.name());
        };
    }

    public Result<SupplementNotice> askSupplement(DossierId id, Actor.Officer officer, Instant now) {
        return casework.askSupplement(
                id,
                version(id, officer, now),
                "Bản vẽ thiếu mặt cắt móng",
                List.of(new SupplementNotice.Item("ban-ve", "Bản vẽ thiết kế", "Thêm mặt cắt móng")),
                officer,
                newKey(),
                now);
    }

    public static Content.HandedIn paper(String key) {
        return new Content.HandedIn(key, "Giấy tờ bổ sung " + key, 1, 0, List.of());
    }
}
