package vn.motcua.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.identity.GuestFiling;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Files to be named by a dossier filed later. */
@RestController
class FilesApi {

    private final Files files;
    private final GuestFiling guests;
    private final Answers answers;

    FilesApi(Files files, GuestFiling guests, Answers answers) {
        this.files = files;
        this.guests = guests;
        this.answers = answers;
    }

    /** @param id to be given with a paper of a dossier */
    record FileView(String id, String name, String mediaType, long size, String sha256) {}

    @PermitAll
    @PostMapping(value = "/api/v1/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = FileView.class)))
    ResponseEntity<Object> storeFile(Actor actor, @RequestPart("file") MultipartFile file) throws IOException {
        if (guests.refuses(actor)) {
            return answers.refused(Problem.of("api.sign-in-to-file"));
        }
        String name = file.getOriginalFilename();
        return switch (files.store(name == null ? "" : name, file.getBytes())) {
            case Result.Done<StoredFile> done -> {
                StoredFile f = done.value();
                yield ResponseEntity.status(HttpStatus.CREATED)
                        .body(new FileView(FileReferences.of(f), f.name(), f.mediaType(), f.size(), f.sha256()));
            }
            case Result.Refused<StoredFile> refused -> answers.refused(atFile(refused.problems()));
        };
    }

    private static List<Problem> atFile(List<Problem> problems) {
        return problems.stream()
                .map(p -> new Problem(p.code(), "file", p.args()))
                .toList();
    }
}
