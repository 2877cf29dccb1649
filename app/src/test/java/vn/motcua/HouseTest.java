package vn.motcua;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.core.ApplicationModules;

/** What holds for all code of the house, whoever writes it. */
class HouseTest {

    private static final String TEMPLATES = "vn.motcua.templates..";

    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("vn.motcua")
                .that(resideOutsideOfPackage(TEMPLATES));
    }

    /** The modules, without the classes that are compiled from templates. */
    static ApplicationModules modules() {
        return ApplicationModules.of(MotCuaApplication.class, resideInAPackage(TEMPLATES));
    }

    @Test
    void modules_depend_on_each_other_only_as_declared_and_without_cycles() {
        modules().verify();
    }

    @Test
    void time_is_a_parameter() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "ask the machine for the time instead of a Clock",
                        call -> call.getTargetOwner().getPackageName().equals("java.time")
                                && call.getName().equals("now")
                                && !call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(Clock.class))))
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(classes);
    }

    /** {@code java.sql.Timestamp} alone may pass: it is an instant to the database's driver. */
    @Test
    void dates_are_those_of_java_time() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar|TimeZone)"
                        + "|java\\.text\\.(Simple)?DateFormat|java\\.sql\\.(Date|Time)")
                .check(classes);
    }

    /** On a Turkish machine "TITLE".toLowerCase() is "tıtle". */
    @Test
    void letters_change_case_the_same_way_on_every_machine() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "change case by the machine's language",
                        call -> call.getTargetOwner().isEquivalentTo(String.class)
                                && List.of("toLowerCase", "toUpperCase").contains(call.getName())
                                && call.getTarget().getRawParameterTypes().isEmpty()))
                .check(classes);
    }

    @Test
    void what_an_object_needs_comes_in_through_its_constructor() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(classes);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|DTO|Dto|Abstract\\w*)")
                .check(classes);
    }

    @Test
    void a_page_never_speaks_sql() {
        noClasses()
                .that()
                .resideInAnyPackage("vn.motcua.portal", "vn.motcua.desk", "vn.motcua.admin", "vn.motcua.api")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql", "javax.sql", "org.springframework.jdbc..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void nothing_but_the_start_of_the_application_writes_to_the_console() {
        noClasses()
                .that(notTheStart())
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(
                        describe("print a stack trace", call -> call.getName().equals("printStackTrace")))
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> notTheStart() {
        return describe("not the start", type -> !type.getPackageName().equals("vn.motcua"));
    }
}
