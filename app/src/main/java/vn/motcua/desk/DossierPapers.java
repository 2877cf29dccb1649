package vn.motcua.desk;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierPrints;
import vn.motcua.dossier.Dossiers;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;

/** The files of a dossier and its printed forms, for officers who may read it. */
@Controller
@RequestMapping("/lam-viec/ho-so/{code}")
@Permit(Permission.DOSSIER_READ)
class DossierPapers {

    /** What a browser can show without running anything of it. */
    private static final Set<String> SHOWN = Set.of("application/pdf", "image/jpeg", "image/png");

    private final Dossiers dossiers;
    private final DossierPrints prints;
    private final Files files;
    private final Clock clock;

    DossierPapers(Dossiers dossiers, DossierPrints prints, Files files, Clock clock) {
        this.dossiers = dossiers;
        this.prints = prints;
        this.files = files;
        this.clock = clock;
    }

    @GetMapping("/tep/{file}")
    ResponseEntity<byte[]> file(
            @PathVariable String code,
            @PathVariable long file,
            @RequestParam(name = "tai", defaultValue = "false") boolean download,
            Actor.Officer officer) {
        Dossier d = dossiers.byCode(code, officer, clock.instant()).orElseThrow(DossierPapers::notFound);
        FileId id = new FileId(file);
        if (!dossiers.mayReadFile(d.id(), id, officer)) {
            throw notFound();
        }
        StoredFile info = files.info(id);
        boolean shown = SHOWN.contains(info.mediaType()) && !download;
        return answer(files.content(id), info.mediaType(), info.name(), shown);
    }

    @GetMapping("/giay-tiep-nhan.pdf")
    ResponseEntity<byte[]> receipt(@PathVariable String code, Actor.Officer officer) {
        return print(prints.receipt(code, officer, now()), code, "giay-tiep-nhan");
    }

    @GetMapping("/phieu-bo-sung.pdf")
    ResponseEntity<byte[]> supplement(@PathVariable String code, Actor.Officer officer) {
        return print(prints.supplementNotice(code, officer, now()), code, "phieu-bo-sung");
    }

    @GetMapping("/phieu-tu-choi.pdf")
    ResponseEntity<byte[]> refusal(@PathVariable String code, Actor.Officer officer) {
        return print(prints.refusalNotice(code, officer, now()), code, "phieu-tu-choi");
    }

    @GetMapping("/thu-xin-loi.pdf")
    ResponseEntity<byte[]> apology(@PathVariable String code, Actor.Officer officer) {
        return print(prints.apology(code, officer, now()), code, "thu-xin-loi");
    }

    @GetMapping("/gia-han.pdf")
    ResponseEntity<byte[]> extension(@PathVariable String code, Actor.Officer officer) {
        return print(prints.extension(code, officer, now()), code, "gia-han");
    }

    @GetMapping("/thong-bao-dung.pdf")
    ResponseEntity<byte[]> stop(@PathVariable String code, Actor.Officer officer) {
        return print(prints.stopNotice(code, officer, now()), code, "thong-bao-dung");
    }

    @GetMapping("/phieu-kiem-soat.pdf")
    ResponseEntity<byte[]> controlSheet(@PathVariable String code, Actor.Officer officer) {
        return print(prints.controlSheet(code, officer, now()), code, "phieu-kiem-soat");
    }

    @GetMapping("/bien-lai.pdf")
    ResponseEntity<byte[]> payment(@PathVariable String code, Actor.Officer officer) {
        return print(prints.paymentReceipt(code, officer, now()), code, "bien-lai");
    }

    private static ResponseEntity<byte[]> print(Optional<byte[]> pdf, String code, String name) {
        return answer(
                pdf.orElseThrow(DossierPapers::notFound),
                MediaType.APPLICATION_PDF_VALUE,
                name + "-" + code + ".pdf",
                true);
    }

    private static ResponseEntity<byte[]> answer(byte[] content, String type, String name, boolean shown) {
        var disposition = shown ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(content);
    }

    private Instant now() {
        return clock.instant();
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
