package vn.motcua.catalog;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import vn.motcua.testing.TestClock;

/** Procedures for internal use, offered by every ward, that follow a process a test has drawn. */
public final class ProceduresForTests {

    private ProceduresForTests() {}

    /** Publishes the small test procedure with this process under a code of the test's own. */
    public static void publish(ApplicationContext application, String code, String bpmn) {
        ProcedurePackage sound = TestPackages.sound();
        application
                .getBean(Publication.class)
                .publish(
                        List.of(TestPackages.with(
                                code,
                                ProcedurePackage.PROCESS,
                                String.valueOf(sound.files().get(ProcedurePackage.PROCESS)),
                                bpmn)),
                        TestClock.START)
                .orElseThrow();
    }

    /** The same, offered by the district, whose units have heads. */
    public static void publishForDistrict(ApplicationContext application, String code, String bpmn) {
        ProcedurePackage ofWards =
                TestPackages.with(code, ProcedurePackage.RECORD, "agencyLevel: COMMUNE", "agencyLevel: DISTRICT");
        Map<String, String> files = new HashMap<>(ofWards.files());
        files.put(ProcedurePackage.PROCESS, bpmn);
        application
                .getBean(Publication.class)
                .publish(List.of(new ProcedurePackage(code, files)), TestClock.START)
                .orElseThrow();
    }

    /** Publishes the small test procedure under a code of the test's own. */
    public static void publish(ApplicationContext application, String code) {
        application
                .getBean(Publication.class)
                .publish(List.of(TestPackages.named(code, "2026-01-01", "Thử")), TestClock.START)
                .orElseThrow();
    }

    /**
     * Publishes the small test procedure for citizens, for some days that are over by {@link TestClock#START}, so that
     * other tests never find it.
     *
     * @param more further lines of its record
     */
    public static void publishForCitizens(
            ApplicationContext application, String code, String shortName, LocalDate from, LocalDate to, String more) {
        Map<String, String> files = new HashMap<>(
                TestPackages.named(code, from.toString(), shortName).files());
        files.compute(
                ProcedurePackage.RECORD,
                (name, text) -> String.valueOf(text).replace("audiences: [INTERNAL]", "audiences: [CITIZEN]") + more);
        Publication publication = application.getBean(Publication.class);
        publication
                .publish(List.of(new ProcedurePackage(code, files)), TestClock.START)
                .orElseThrow()
                .forEach(version -> publication.end(version, to));
    }

    /** Takes away what a test was writing of a procedure. */
    public static void forgetDraft(ApplicationContext application, String code) {
        application
                .getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("DELETE FROM catalog.draft WHERE code = :code")
                .param("code", code)
                .update();
    }
}
