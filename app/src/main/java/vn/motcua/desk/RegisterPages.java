package vn.motcua.desk;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.dossier.Registers;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Post;
import vn.motcua.organization.UnitId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/** The register of dossiers of one of the officer's units over a period, to be printed. */
@Controller
@RequestMapping(RegisterPages.ROOT)
@Permit(Permission.DOSSIER_READ)
class RegisterPages {

    static final String ROOT = "/lam-viec/so-theo-doi";

    static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final long LONGEST_DAYS = 366;

    private final Registers registers;
    private final Organization organization;
    private final DeskRail rail;
    private final Clock clock;

    RegisterPages(Registers registers, Organization organization, DeskRail rail, Clock clock) {
        this.registers = registers;
        this.organization = organization;
        this.rail = rail;
        this.clock = clock;
    }

    /** Asked for with a period that can be printed it answers with the print, otherwise with what is to be mended. */
    @GetMapping
    Object register(@RequestParam Map<String, String> asked, Actor.Officer officer, Page page) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, Vietnam.ZONE);
        List<Choice> units = units(officer);
        if (!asked.containsKey("tu")) {
            return page(
                    Map.of("tu", DAY.format(today.withDayOfMonth(1)), "den", DAY.format(today)),
                    List.of(),
                    units,
                    officer,
                    page);
        }
        List<Problem> problems = new ArrayList<>();
        LocalDate first = day(asked, "tu", problems);
        LocalDate last = day(asked, "den", problems);
        if (first != null && last != null && (last.isBefore(first) || last.isAfter(first.plusDays(LONGEST_DAYS)))) {
            problems.add(Problem.at("den", "desk.register.period-wrong"));
        }
        String unit = asked.getOrDefault("don-vi", "");
        if (units.stream().noneMatch(u -> u.value().equals(unit))) {
            problems.add(Problem.at("don-vi", "desk.register.choose-unit"));
        }
        if (!problems.isEmpty() || first == null || last == null) {
            ModelAndView again = page(asked, problems, units, officer, page);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        UnitId unitId = new UnitId(Long.parseLong(unit));
        Registers.Extent extent = registers
                .extent(unitId, first, last, officer)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        String part = asked.getOrDefault("phan", extent.parts() == 1 ? "1" : "");
        if (!part.matches("[1-9][0-9]{0,4}") || Integer.parseInt(part) > extent.parts()) {
            // too long for one print: offered in parts, none is left out
            return page(asked, List.of(), units, officer, page)
                    .addObject("extent", extent)
                    .addObject("address", address(unit, first, last));
        }
        byte[] pdf = registers
                .print(unitId, first, last, Integer.parseInt(part), officer, now)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"so-theo-doi-" + first + "-" + last + (extent.parts() == 1 ? "" : "-" + part)
                                + ".pdf\"")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(pdf);
    }

    private static String address(String unit, LocalDate first, LocalDate last) {
        return ROOT + "?don-vi=" + unit + "&tu=" + DAY.format(first) + "&den=" + DAY.format(last) + "&phan=";
    }

    private ModelAndView page(
            Map<String, String> values, List<Problem> problems, List<Choice> units, Actor.Officer officer, Page page) {
        return new ModelAndView("desk/register")
                .addObject("rail", rail.of(officer, page))
                .addObject("units", units)
                .addObject("values", values)
                .addObject("problems", problems);
    }

    private List<Choice> units(Actor.Officer officer) {
        return officer.posts().stream()
                .filter(p -> p.permissions().contains(Permission.DOSSIER_READ))
                .map(Post::unit)
                .distinct()
                .map(u ->
                        Choice.of(Long.toString(u.value()), organization.unit(u).name()))
                .toList();
    }

    private static @Nullable LocalDate day(Map<String, String> asked, String field, List<Problem> problems) {
        String typed = asked.getOrDefault(field, "").strip();
        try {
            return LocalDate.parse(typed, DAY);
        } catch (DateTimeException notADay) {
            problems.add(Problem.at(field, "desk.register.day-wrong", typed));
            return null;
        }
    }
}
