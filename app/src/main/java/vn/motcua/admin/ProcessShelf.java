package vn.motcua.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcessCheck;
import vn.motcua.catalog.StepForms;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.ProcessDraft;
import vn.motcua.process.ProcessEdition;
import vn.motcua.process.ProcessEditions;
import vn.motcua.process.Simulation;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;

/** What the pages about processes look up: versions with where they stand, names of units, the procedure they belong to. */
@Component
class ProcessShelf {

    private final ProcessEditions editions;
    private final Catalog catalog;
    private final ProcessCheck check;
    private final Organization organization;
    private final Clock clock;

    ProcessShelf(
            ProcessEditions editions, Catalog catalog, ProcessCheck check, Organization organization, Clock clock) {
        this.editions = editions;
        this.catalog = catalog;
        this.check = check;
        this.organization = organization;
        this.clock = clock;
    }

    List<ProcessLine> all() {
        Map<String, List<ProcessEdition>> byKey = new LinkedHashMap<>();
        editions.all()
                .forEach(edition -> byKey.computeIfAbsent(edition.key(), _ -> new ArrayList<>())
                        .add(edition));
        Map<String, ProcessDraft> drafts = new LinkedHashMap<>();
        editions.drafts().forEach(draft -> drafts.put(draft.key(), draft));
        List<ProcessLine> lines = new ArrayList<>();
        byKey.forEach((key, list) -> {
            List<EditionLine> told = lines(key, list);
            lines.add(new ProcessLine(
                    key,
                    name(key, list.getFirst()),
                    first(told, EditionLine.State.NOW),
                    first(told, EditionLine.State.COMING),
                    drafts.get(key)));
        });
        return lines;
    }

    private static @Nullable ProcessEdition first(List<EditionLine> lines, EditionLine.State state) {
        return lines.stream()
                .filter(line -> line.state() == state)
                .reduce((later, earlier) -> earlier)
                .map(EditionLine::edition)
                .orElse(null);
    }

    /** The versions of a process, newest first; a process without any is not found. */
    List<EditionLine> versions(String key) {
        List<ProcessEdition> list = editions.of(key);
        if (list.isEmpty()) {
            throw notFound();
        }
        return lines(key, list);
    }

    private List<EditionLine> lines(String key, List<ProcessEdition> list) {
        LocalDate today = today();
        @Nullable
        DefinitionId now = catalog.current(key).map(Procedure::process).orElse(null);
        return list.stream()
                .map(edition -> {
                    LocalDate from = edition.from();
                    EditionLine.State state = edition.withdrawn() != null
                            ? EditionLine.State.WITHDRAWN
                            : edition.id().equals(now)
                                    ? EditionLine.State.NOW
                                    : from != null && from.isAfter(today)
                                            ? EditionLine.State.COMING
                                            : EditionLine.State.PAST;
                    return new EditionLine(edition, state);
                })
                .toList();
    }

    EditionLine version(String key, int number) {
        return versions(key).stream()
                .filter(line -> line.edition().number() == number)
                .findFirst()
                .orElseThrow(ProcessShelf::notFound);
    }

    ProcessDraft draft(String key) {
        return editions.draft(key).orElseThrow(ProcessShelf::notFound);
    }

    /** What people call the process: as its procedure is called, else as its file names it. */
    String name(String key) {
        return catalog.current(key)
                .map(Procedure::shortName)
                .orElseGet(() -> versions(key).getFirst().edition().name());
    }

    private String name(String key, ProcessEdition newest) {
        return catalog.current(key).map(Procedure::shortName).orElse(newest.name());
    }

    /** Words with the units of the agencies that offer the procedure, or of all when it is not in force. */
    ProcessWords words(String key, Page page) {
        return new ProcessWords(page, units(key));
    }

    /** Their names, by key. */
    Map<String, String> units(String key) {
        Optional<Procedure> procedure = catalog.current(key);
        List<Agency> agencies =
                procedure.map(catalog::offeredBy).orElseGet(() -> organization.agencies(clock.instant()));
        Map<String, String> units = new LinkedHashMap<>();
        for (Agency agency : agencies) {
            for (Unit unit : organization.unitsOf(agency.id())) {
                units.putIfAbsent(unit.key(), unit.name());
            }
        }
        return units;
    }

    /** What keeps a file from being published as a version of a process: by itself, or beside its procedure. */
    List<Problem> problems(String key, String bpmn) {
        List<Problem> faults = new ArrayList<>(ProcessDesign.problems(bpmn));
        if (faults.isEmpty()) {
            faults.addAll(StepForms.problems(bpmn));
            catalog.current(key).ifPresent(procedure -> faults.addAll(check.misfits(procedure, bpmn, clock.instant())));
        }
        return faults;
    }

    /** The longest way of a file beside the procedure's shortest term; {@code null} when it cannot be walked. */
    @Nullable
    LongestBesideTerm timing(String key, String bpmn) {
        return Simulation.of(bpmn) instanceof Result.Done<Simulation>(Simulation walked)
                ? new LongestBesideTerm(
                        walked.longest().minutes(),
                        catalog.current(key)
                                .map(procedure -> check.shortestTerm(procedure, clock.instant()))
                                .orElse(0))
                : null;
    }

    LocalDate today() {
        return LocalDate.ofInstant(Objects.requireNonNull(clock.instant()), Vietnam.ZONE);
    }

    static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
