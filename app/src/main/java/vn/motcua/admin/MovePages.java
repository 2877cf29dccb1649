package vn.motcua.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.Migration;
import vn.motcua.process.MigrationId;
import vn.motcua.process.MigrationItem;
import vn.motcua.process.Operations;
import vn.motcua.process.ProcessMigrations;
import vn.motcua.process.StepMatch;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.Whereabouts;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** Moving live dossiers to another version of their process: choose, say which step is which, look at the plan, confirm. */
@Controller
@RequestMapping(ProcessPages.ROOT + "/{key}/chuyen")
@Permit(Permission.PROCESS_OPERATE)
class MovePages {

    private static final int SHOWN = 50;
    private static final int GROUPS = 30;
    private static final int EARLIER = 20;

    private final ProcessMigrations migrations;
    private final Whereabouts whereabouts;
    private final Operations operations;
    private final ProcessShelf shelf;
    private final Organization organization;
    private final Clock clock;

    MovePages(
            ProcessMigrations migrations,
            Whereabouts whereabouts,
            Operations operations,
            ProcessShelf shelf,
            Organization organization,
            Clock clock) {
        this.migrations = migrations;
        this.whereabouts = whereabouts;
        this.operations = operations;
        this.shelf = shelf;
        this.organization = organization;
        this.clock = clock;
    }

    /** @param from number of the version dossiers run by, {@code to} of the one they move to */
    @GetMapping
    ModelAndView choose(
            @PathVariable String key,
            @RequestParam(name = "tu", defaultValue = "") String from,
            @RequestParam(name = "den", defaultValue = "") String to) {
        return choose(key, MoveForm.of(Map.of("tu", from, "den", to)), List.of());
    }

    private ModelAndView choose(String key, MoveForm form, List<Problem> problems) {
        List<EditionLine> versions = shelf.versions(key);
        Map<Integer, Long> live = whereabouts.running().stream()
                .filter(running -> running.key().equals(key))
                .collect(Collectors.toMap(Whereabouts.Running::version, Whereabouts.Running::instances));
        ModelAndView page = new ModelAndView("admin/moveChoose")
                .addObject("key", key)
                .addObject("name", shelf.name(key))
                .addObject("versions", versions)
                .addObject("live", live)
                .addObject("form", form.from().isEmpty() ? form(form, versions, live) : form)
                .addObject("earlier", migrations.of(key, EARLIER))
                .addObject("problems", problems);
        return refused(page, problems);
    }

    /** Where most are, to what new dossiers begin with. */
    private static MoveForm form(MoveForm form, List<EditionLine> versions, Map<Integer, Long> live) {
        Optional<Integer> now = versions.stream()
                .filter(line -> line.state() == EditionLine.State.NOW)
                .map(line -> line.edition().number())
                .findFirst();
        Optional<Integer> from = live.entrySet().stream()
                .filter(one -> !now.equals(Optional.of(one.getKey())))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        return new MoveForm(
                from.map(String::valueOf).orElse(""),
                form.to().isEmpty() ? now.map(String::valueOf).orElse("") : form.to(),
                form.codes(),
                form.chosen(),
                form.key());
    }

    @PostMapping("/buoc")
    ModelAndView map(@PathVariable String key, @RequestParam Map<String, String> sent) {
        MoveForm form = MoveForm.of(sent);
        Optional<DefinitionId> from = version(key, form.from());
        Optional<DefinitionId> to = version(key, form.to());
        List<Problem> problems = new ArrayList<>();
        if (from.isEmpty()) {
            problems.add(Problem.at("tu", "admin.move.version-missing"));
        }
        if (to.isEmpty()) {
            problems.add(Problem.at("den", "admin.move.version-missing"));
        }
        if (problems.isEmpty()) {
            migrations.unfit(from.get(), to.get(), clock.instant()).ifPresent(problems::add);
        }
        return problems.isEmpty()
                ? map(key, form, from.orElseThrow(), to.orElseThrow(), List.of())
                : choose(key, form, problems);
    }

    private ModelAndView map(String key, MoveForm form, DefinitionId from, DefinitionId to, List<Problem> problems) {
        List<StepMatch> matches = migrations.matches(from, to);
        ModelAndView page = new ModelAndView("admin/moveMap")
                .addObject("key", key)
                .addObject("name", shelf.name(key))
                .addObject("form", form)
                .addObject(
                        "now",
                        matches.stream().filter(match -> match.instances() > 0).toList())
                .addObject(
                        "others",
                        matches.stream().filter(match -> match.instances() == 0).toList())
                .addObject("problems", problems);
        return refused(page, problems);
    }

    @PostMapping("/ke-hoach")
    ModelAndView plan(@PathVariable String key, @RequestParam Map<String, String> sent, Actor.Officer officer) {
        MoveForm form = MoveForm.of(sent);
        DefinitionId from = version(key, form.from()).orElse(null);
        DefinitionId to = version(key, form.to()).orElse(null);
        if (from == null || to == null) {
            return map(key, sent);
        }
        var choice = new ProcessMigrations.Choice(from, to, form.mapping(), form.names());
        return switch (migrations.plan(choice, officer, form.key(), clock.instant())) {
            case Result.Done<MigrationId>(MigrationId id) -> to(key, id, "");
            case Result.Refused<MigrationId>(List<Problem> problems) ->
                problems.stream()
                                .anyMatch(problem ->
                                        String.valueOf(problem.field()).startsWith("buoc."))
                        ? map(key, form, from, to, problems)
                        : choose(key, form, problems);
        };
    }

    private Optional<DefinitionId> version(String key, String number) {
        return number.matches("\\d{1,6}")
                ? shelf.versions(key).stream()
                        .map(EditionLine::edition)
                        .filter(edition -> edition.number() == Integer.parseInt(number))
                        .map(edition -> edition.id())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The plan, and once it was started how far it is.
     *
     * @param which which dossiers to show
     * @param done what was just done
     */
    @GetMapping("/{id:\\d{1,18}}")
    ModelAndView look(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(name = "xem", defaultValue = "ALL") String which,
            @RequestParam(name = "trang", defaultValue = "1") int number,
            @RequestParam(name = "da", defaultValue = "") String done,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean refreshing,
            HttpServletResponse response,
            Page page) {
        Migration migration = migration(key, id);
        if (refreshing && migration.state() != Migration.State.RUNNING) {
            // the whole page: what can be done is another now
            response.setHeader("HX-Refresh", "true");
        }
        return look(key, migration, which, number, done, List.of(), page);
    }

    private ModelAndView look(
            String key, Migration migration, String which, int number, String done, List<Problem> problems, Page page) {
        var shown = java.util.Arrays.stream(MigrationItem.Which.values())
                .filter(one -> one.name().equals(which))
                .findFirst()
                .orElse(MigrationItem.Which.ALL);
        int at = Math.clamp(number, 1, 1_000_000);
        List<MigrationItem> items = migrations.items(migration.id(), shown, (at - 1) * SHOWN, SHOWN + 1);
        Map<SubjectRef, String> names =
                operations.names(items.stream().map(MigrationItem::subject).toList());
        List<MoveLine> lines = items.stream()
                .limit(SHOWN)
                .map(item -> MoveLine.of(
                        item,
                        names.getOrDefault(
                                item.subject(), Long.toString(item.subject().id())),
                        organization,
                        page))
                .toList();
        ModelAndView view = new ModelAndView("admin/movePlan")
                .addObject("key", key)
                .addObject("name", shelf.name(key))
                .addObject("migration", migration)
                .addObject("groups", migrations.groups(migration.id(), GROUPS + 1))
                .addObject("most", GROUPS)
                .addObject("lines", lines)
                .addObject("which", shown)
                .addObject("number", at)
                .addObject("more", items.size() > SHOWN)
                .addObject("acts", migrations.acts(migration.id()))
                .addObject("command", UUID.randomUUID().toString())
                .addObject("done", done)
                .addObject("problems", problems);
        return refused(view, problems);
    }

    private Migration migration(String key, long id) {
        return migrations
                .find(new MigrationId(id))
                .filter(found -> found.key().equals(key))
                .orElseThrow(ProcessShelf::notFound);
    }

    @GetMapping("/{id:\\d{1,18}}/xac-nhan")
    ModelAndView confirm(@PathVariable String key, @PathVariable long id) {
        return confirm(key, migration(key, id), "", UUID.randomUUID().toString(), List.of());
    }

    private ModelAndView confirm(
            String key, Migration migration, String reason, String command, List<Problem> problems) {
        ModelAndView page = new ModelAndView("admin/moveConfirm")
                .addObject("key", key)
                .addObject("name", shelf.name(key))
                .addObject("migration", migration)
                .addObject("reason", reason)
                .addObject("command", command)
                .addObject("problems", problems);
        return refused(page, problems);
    }

    @PostMapping("/{id:\\d{1,18}}/xac-nhan")
    ModelAndView start(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(name = "ly-do", defaultValue = "") String reason,
            @RequestParam(name = "khoa", defaultValue = "") String command,
            Actor.Officer officer) {
        Migration migration = migration(key, id);
        return switch (migrations.start(migration.id(), reason, officer, command, clock.instant())) {
            case Result.Done<MigrationId> _ -> to(key, migration.id(), "?da=bat-dau");
            case Result.Refused<MigrationId>(List<Problem> problems) ->
                confirm(key, migration, reason, command, problems);
        };
    }

    @PostMapping("/{id:\\d{1,18}}/dung")
    ModelAndView stop(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(name = "khoa", defaultValue = "") String command,
            Actor.Officer officer,
            Page page) {
        Migration migration = migration(key, id);
        return turned(
                key, migration, migrations.stop(migration.id(), officer, command, clock.instant()), "?da=dung", page);
    }

    @PostMapping("/{id:\\d{1,18}}/tiep")
    ModelAndView resume(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(name = "khoa", defaultValue = "") String command,
            Actor.Officer officer,
            Page page) {
        Migration migration = migration(key, id);
        return turned(
                key, migration, migrations.resume(migration.id(), officer, command, clock.instant()), "?da=tiep", page);
    }

    private ModelAndView turned(String key, Migration before, Result<MigrationId> result, String more, Page page) {
        return switch (result) {
            case Result.Done<MigrationId>(MigrationId id) -> to(key, id, more);
            case Result.Refused<MigrationId>(List<Problem> problems) ->
                look(key, migration(key, before.id().value()), "ALL", 1, "", problems, page);
        };
    }

    private static ModelAndView refused(ModelAndView page, List<Problem> problems) {
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private static ModelAndView to(String key, MigrationId id, String more) {
        return ProcessPages.to(key + "/chuyen/" + id.value() + more);
    }
}
