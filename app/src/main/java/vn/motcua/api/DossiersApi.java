package vn.motcua.api;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.motcua.dossier.ApplicantPass;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.Reception;
import vn.motcua.dossier.Tracking;
import vn.motcua.identity.GuestFiling;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.RequestSource;

/** Filing a dossier and following it. */
@RestController
@PermitAll
class DossiersApi {

    private static final String SECRET = "X-Lookup-Secret";

    private final Reception reception;
    private final Tracking tracking;
    private final Dossiers dossiers;
    private final FilingReader filings;
    private final WrittenDossiers views;
    private final Bodies bodies;
    private final Answers answers;
    private final Clock clock;
    private final RequestSource source;
    private final GuestFiling guests;

    DossiersApi(
            Reception reception,
            Tracking tracking,
            Dossiers dossiers,
            FilingReader filings,
            WrittenDossiers views,
            Bodies bodies,
            Answers answers,
            Clock clock,
            RequestSource source,
            GuestFiling guests) {
        this.reception = reception;
        this.tracking = tracking;
        this.dossiers = dossiers;
        this.filings = filings;
        this.views = views;
        this.bodies = bodies;
        this.answers = answers;
        this.clock = clock;
        this.source = source;
        this.guests = guests;
    }

    /** @param secret opens the dossier together with its code; it is told only here */
    record FiledView(String code, String secret, String self) {}

    @PostMapping(value = "/api/v1/dossiers", consumes = MediaType.APPLICATION_JSON_VALUE)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = FilingBody.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = FiledView.class)))
    ResponseEntity<Object> fileDossier(
            Actor actor,
            @RequestHeader(name = Keys.HEADER, required = false) @Parameter(required = true) @Nullable String givenKey,
            @RequestBody byte[] body) {
        if (actor instanceof Actor.Officer) {
            return answers.refused(Problem.of("api.officers-take-in"));
        }
        if (guests.refuses(actor)) {
            return answers.refused(Problem.of("api.sign-in-to-file"));
        }
        Optional<String> key = Keys.of(givenKey, actor);
        if (key.isEmpty()) {
            return answers.refused(Problem.at(Keys.HEADER, "api.key-required"));
        }
        return switch (bodies.read(body, FilingBody.class).map(filings::read)) {
            case Result.Refused<Result<Filing>> r -> answers.refused(r.problems());
            case Result.Done<Result<Filing>> read ->
                switch (read.value()) {
                    case Result.Refused<Filing> r -> answers.refused(r.problems());
                    case Result.Done<Filing> filing -> file(filing.value(), actor, key.get());
                };
        };
    }

    private ResponseEntity<Object> file(Filing filing, Actor actor, String key) {
        Instant now = clock.instant();
        // a caller without a name has no browser whose requests belong together: the key alone tells them apart
        Actor sender = actor instanceof Actor.Guest ? new Actor.Guest("api") : actor;
        return switch (reception.file(filing, sender, key, now)) {
            case Result.Refused<Filed> r -> answers.refused(r.problems(), FilingReader::inBody);
            case Result.Done<Filed> done -> {
                Filed filed = done.value();
                if (!isOf(filed, filing, actor, now)) {
                    yield answers.refused(Problem.at(Keys.HEADER, "api.key-reused"));
                }
                String self = "/api/v1/dossiers/" + filed.code();
                yield ResponseEntity.created(URI.create(self)).body(new FiledView(filed.code(), filed.secret(), self));
            }
        };
    }

    /** A key used before for something else must neither file nor tell the secret of what it was used for. */
    private boolean isOf(Filed filed, Filing filing, Actor actor, Instant now) {
        return switch (tracking.open(filed.code(), filed.secret(), actor, "api", now)) {
            case Result.Refused<ApplicantPass> ignored -> false;
            case Result.Done<ApplicantPass> pass -> {
                Dossier dossier = dossiers.of(pass.value(), now);
                yield dossier.procedure().code().equals(filing.procedureCode())
                        && dossier.agency().id().equals(filing.agency())
                        && dossier.applicant().equals(filing.applicant())
                        && (dossier.contentVersion() > 1
                                || dossier.content()
                                        .hash()
                                        .equals(new vn.motcua.dossier.Content(
                                                        filing.answers(), filing.papers(), filing.applicant())
                                                .hash()));
            }
        };
    }

    /** An unknown code, a wrong secret and someone else's dossier are answered alike. */
    @GetMapping("/api/v1/dossiers/{code}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DossierView.class)))
    ResponseEntity<Object> readDossier(
            Actor actor,
            HttpServletRequest request,
            @PathVariable String code,
            @RequestHeader(name = SECRET, required = false) @Nullable String inHeader,
            @RequestParam(name = "secret", required = false) @Nullable String inAddress) {
        Instant now = clock.instant();
        String secret = requireNonNullElse(inHeader, requireNonNullElse(inAddress, ""));
        if (!secret.isEmpty()) {
            return switch (tracking.open(code, secret, actor, source.of(request), now)) {
                case Result.Refused<ApplicantPass> r -> answers.refused(r.problems());
                case Result.Done<ApplicantPass> pass -> ResponseEntity.ok(views.masked(dossiers.of(pass.value(), now)));
            };
        }
        Optional<DossierView> found = switch (actor) {
            case Actor.Officer officer -> dossiers.byCode(code, officer, now).map(views::forOfficer);
            case Actor.Citizen citizen -> tracking.open(code, citizen).map(pass -> views.own(dossiers.of(pass, now)));
            case Actor.Guest ignored -> Optional.empty();
            case Actor.System ignored -> Optional.empty();
        };
        return found.<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(() -> answers.refused(Problem.of("dossier.lookup-none")));
    }
}
