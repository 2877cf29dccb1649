package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import vn.motcua.calendar.Term;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.organization.Organization;
import vn.motcua.process.Simulation;
import vn.motcua.process.Simulation.Planned;
import vn.motcua.process.Staffing;

/** Whether a procedure's process keeps within its announced terms, and has someone for each step. */
@Component
class ProcessCheck {

    /** Eight hours, as in {@link vn.motcua.calendar.CalendarDefinition#minutesPerDay}: no agency is known here. */
    private static final int MINUTES_PER_DAY = 480;

    private final Organization organization;
    private final Staffing staffing;

    ProcessCheck(Organization organization, Staffing staffing) {
        this.organization = organization;
        this.staffing = staffing;
    }

    void check(ProcedurePackage pack, JsonNode record, Faults faults, Instant now) {
        String bpmn = pack.process();
        Simulation.beyond(bpmn, terms(record)).ifPresent(problem -> faults.passOn(ProcedurePackage.PROCESS, problem));
        AgencyLevel level = AgencyLevel.valueOf(text(record, "agencyLevel"));
        List<AgencyId> agencies = organization.agencies(now).stream()
                .filter(agency -> agency.level() == level)
                .map(Agency::id)
                .toList();
        staffing.lacking(bpmn, agencies).forEach(problem -> faults.passOn(ProcedurePackage.PROCESS, problem));
    }

    /** The terms of all cases on all channels, with what the process is told of them. */
    private static List<Planned> terms(JsonNode record) {
        var terms = new ArrayList<Planned>();
        for (JsonNode paperCase : each(record.path("cases"))) {
            for (JsonNode channel : each(record.path("channels"))) {
                JsonNode own = channel.has("term") ? channel : paperCase;
                Term term = RecordReader.rule(own.path("term")).term();
                terms.add(new Planned(
                        term.leastWorkingMinutes(MINUTES_PER_DAY),
                        Map.of("case", text(paperCase, "key"), "channel", text(channel, "channel"))));
            }
        }
        return terms;
    }
}
