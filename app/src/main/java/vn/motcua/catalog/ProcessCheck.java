package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.Term;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.organization.Organization;
import vn.motcua.process.Simulation;
import vn.motcua.process.Simulation.Planned;
import vn.motcua.process.Staffing;
import vn.motcua.shared.Problem;

/** Whether a procedure's process keeps within its announced terms, and has someone for each step. */
@Component
public class ProcessCheck {

    /** Eight hours: where no agency offers the procedure yet. */
    private static final int MINUTES_PER_DAY = 480;

    private final Organization organization;
    private final Calendars calendars;
    private final Staffing staffing;

    ProcessCheck(Organization organization, Calendars calendars, Staffing staffing) {
        this.organization = organization;
        this.calendars = calendars;
        this.staffing = staffing;
    }

    /**
     * What of a process does not fit a procedure that is in force: allowances beyond its terms, and steps nobody can
     * do at the agencies that offer it.
     */
    public List<Problem> misfits(Procedure procedure, String bpmnXml, Instant now) {
        var problems = new ArrayList<Problem>();
        Simulation.beyond(bpmnXml, terms(procedure, now)).ifPresent(problems::add);
        problems.addAll(staffing.lacking(bpmnXml, agencies(procedure.agencyLevel(), now)));
        return problems;
    }

    /** The shortest of a procedure's terms, in working minutes of the agency that offers it with the shortest day. */
    public int shortestTerm(Procedure procedure, Instant now) {
        return terms(procedure, now).stream().mapToInt(Planned::minutes).min().orElse(0);
    }

    private List<Planned> terms(Procedure procedure, Instant now) {
        int day = shortestDay(procedure.agencyLevel(), now);
        var terms = new ArrayList<Planned>();
        for (PaperCase paperCase : procedure.cases()) {
            for (ChannelRule channel : procedure.channels()) {
                terms.add(new Planned(
                        procedure
                                .rule(channel.channel(), paperCase.key())
                                .term()
                                .leastWorkingMinutes(day),
                        Map.of(
                                "case",
                                paperCase.key(),
                                "channel",
                                channel.channel().name())));
            }
        }
        return terms;
    }

    private int shortestDay(AgencyLevel level, Instant now) {
        return organization.agencies(now).stream()
                .filter(agency -> agency.level() == level)
                .mapToInt(agency -> calendars.byId(agency.processingCalendar()).minutesPerDay())
                .min()
                .orElse(MINUTES_PER_DAY);
    }

    private List<AgencyId> agencies(AgencyLevel level, Instant now) {
        return organization.agencies(now).stream()
                .filter(agency -> agency.level() == level)
                .map(Agency::id)
                .toList();
    }

    void check(ProcedurePackage pack, JsonNode record, Faults faults, Instant now) {
        String bpmn = pack.process();
        AgencyLevel level = AgencyLevel.valueOf(text(record, "agencyLevel"));
        Simulation.beyond(bpmn, terms(record, shortestDay(level, now)))
                .ifPresent(problem -> faults.passOn(ProcedurePackage.PROCESS, problem));
        staffing.lacking(bpmn, agencies(level, now))
                .forEach(problem -> faults.passOn(ProcedurePackage.PROCESS, problem));
    }

    /** The terms of all cases on all channels, with what the process is told of them. */
    private static List<Planned> terms(JsonNode record, int day) {
        var terms = new ArrayList<Planned>();
        for (JsonNode paperCase : each(record.path("cases"))) {
            for (JsonNode channel : each(record.path("channels"))) {
                JsonNode own = channel.has("term") ? channel : paperCase;
                Term term = RecordReader.rule(own.path("term")).term();
                terms.add(new Planned(
                        term.leastWorkingMinutes(day),
                        Map.of("case", text(paperCase, "key"), "channel", text(channel, "channel"))));
            }
        }
        return terms;
    }
}
