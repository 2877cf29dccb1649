package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Fees that a decision table (DMN) sets. */
@DemoTest
class FeeTableTest {

    private static final String FEE_TABLE = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Phí" namespace="urn:thu">
              <decision id="muc-phi" name="Mức phí"><decisionTable id="t" hitPolicy="FIRST">
                <input id="i1"><inputExpression id="e1"><text>form.relation</text></inputExpression></input>
                <input id="i2"><inputExpression id="e2"><text>form.copies</text></inputExpression></input>
                <output id="o" name="amount"/>
                <rule id="r1"><inputEntry id="a1"><text>"self"</text></inputEntry><inputEntry id="b1"><text>-</text></inputEntry>
                  <outputEntry id="c1"><text>0</text></outputEntry></rule>
                <rule id="r2"><inputEntry id="a2"><text>-</text></inputEntry><inputEntry id="b2"><text>&lt;= 2</text></inputEntry>
                  <outputEntry id="c2"><text>2000 * form.copies</text></outputEntry></rule>
                <rule id="r3"><inputEntry id="a3"><text>-</text></inputEntry><inputEntry id="b3"><text>-</text></inputEntry>
                  <outputEntry id="c3"><text>4000 + 1000 * (form.copies - 2)</text></outputEntry></rule>
              </decisionTable></decision>
            </definitions>
            """;

    @Autowired
    Publication publication;

    @Autowired
    Catalog catalog;

    private static ProcedurePackage withFeeTable(String code, String decision, String dmn) {
        ProcedurePackage pack = TestPackages.with(
                code, ProcedurePackage.RECORD, "feel: \"8000 * form.copies\"", "decision: " + decision);
        Map<String, String> files = new HashMap<>(pack.files());
        files.put(ProcedurePackage.DECISIONS, dmn);
        return new ProcedurePackage(code, files);
    }

    @Test
    void a_fee_by_decision_table_charges_what_the_rule_that_fits_says() {
        assertThat(publication.publish(List.of(withFeeTable("9.000771", "muc-phi", FEE_TABLE)), TestClock.START))
                .isInstanceOf(Result.Done.class);
        Procedure procedure = catalog.current("9.000771").orElseThrow();

        assertThat(fee(procedure, "self", 5)).isEqualTo(0);
        assertThat(fee(procedure, "other", 2)).isEqualTo(4_000);
        assertThat(fee(procedure, "other", 5)).isEqualTo(7_000);
    }

    private long fee(Procedure procedure, String relation, int copies) {
        return catalog.fee(procedure, "mot", Map.of("relation", relation, "copies", copies), Channel.COUNTER)
                .dong();
    }

    @Test
    void a_fee_by_decision_table_is_refused_when_there_is_no_such_decision_or_field_or_it_can_be_negative() {
        assertThat(codes(withFeeTable("9.000772", "muc-khac", FEE_TABLE))).contains("catalog.package-fee-no-decision");
        assertThat(codes(withFeeTable("9.000772", "muc-phi", FEE_TABLE.replace("form.copies", "form.pages"))))
                .contains("catalog.package-unknown-field");
        assertThat(codes(withFeeTable("9.000772", "muc-phi", FEE_TABLE.replace("<text>0</text>", "<text>-1</text>"))))
                .contains("catalog.package-fee-negative");
        assertThat(codes(withFeeTable(
                        "9.000772", "muc-phi", FEE_TABLE.replace("\"b3\"><text>-<", "\"b3\"><text>&gt; 5<"))))
                .contains("catalog.package-fee-gap");
        assertThat(codes(withFeeTable("9.000772", "muc-phi", "<definitions>")))
                .contains("catalog.package-fee-decisions");
    }

    private List<String> codes(ProcedurePackage pack) {
        return publication.problems(pack, TestClock.START).stream()
                .map(Problem::code)
                .toList();
    }
}
