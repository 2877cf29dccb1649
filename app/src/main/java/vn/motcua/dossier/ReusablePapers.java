package vn.motcua.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Papers that are in a person's earlier dossiers already, handed in or issued, and need not be asked for again. The new
 * dossier names the same stored file and where it comes from. Which paper may stand for which is said by the kinds the
 * procedures declare.
 */
@Service
public class ReusablePapers {

    private final EarlierDossiers earlier;
    private final Catalog catalog;
    private final Files files;
    private final DossierRecords records;

    ReusablePapers(EarlierDossiers earlier, Catalog catalog, Files files, DossierRecords records) {
        this.records = records;
        this.earlier = earlier;
        this.catalog = catalog;
        this.files = files;
    }

    /**
     * A file that can be used for a paper.
     *
     * @param paper key of the paper it would be used for
     * @param validUntil last day it can count, {@code null} when it does not run out
     */
    public record Offer(
            String paper,
            FileId file,
            String name,
            Source source,
            @Nullable LocalDate validUntil) {}

    /** What there is for each paper of a draft that has no file yet; nothing for those who did not agree. */
    @Transactional(readOnly = true)
    public List<Offer> offers(Draft draft, Owner owner, Instant now) {
        Prefill prefill = draft.prefill();
        return prefill == null || !prefill.allowed() ? List.of() : there(draft, owner, now);
    }

    /** The same, told beforehand to who is asked whether they agree. */
    @Transactional(readOnly = true)
    public List<Offer> there(Draft draft, Owner owner, Instant now) {
        Optional<Procedure> procedure = catalog.current(draft.procedureCode());
        if (procedure.isEmpty()) {
            return List.of();
        }
        List<EarlierDossiers.Earlier> dossiers = earlier.of(owner);
        Map<String, Offer> offers = new LinkedHashMap<>();
        for (Paper paper : papers(draft, procedure.get())) {
            boolean there = draft.papers().stream()
                    .anyMatch(p -> p.paper().equals(paper.key()) && !p.files().isEmpty());
            for (EarlierDossiers.Earlier one : there ? List.<EarlierDossiers.Earlier>of() : dossiers) {
                found(paper, one)
                        .filter(f -> counts(paper, f.source(), now))
                        .forEach(f -> offers.putIfAbsent(
                                paper.key() + ":" + f.file().value(),
                                new Offer(
                                        paper.key(),
                                        f.file(),
                                        files.info(f.file()).name(),
                                        f.source(),
                                        until(paper, f.source()))));
            }
        }
        return List.copyOf(offers.values());
    }

    /** Uses one of the files on offer for a paper; any other file is refused. The dossier it is from is noted as looked at. */
    @Transactional
    public Result<Draft> reuse(Draft draft, String paper, FileId file, Owner owner, Instant now) {
        Optional<Offer> offer = offers(draft, owner, now).stream()
                .filter(o -> o.paper().equals(paper) && o.file().equals(file))
                .findFirst();
        if (offer.isEmpty()) {
            return Result.refused(Problem.at("paper." + paper, "dossier.reuse-not-yours"));
        }
        earlier.find(owner, offer.get().source().dossier())
                .ifPresent(from -> records.logAccess(
                        from.id(),
                        Act.of(Prefills.actor(owner), null, now, null).by(),
                        "reuse",
                        now));
        Procedure procedure = catalog.current(draft.procedureCode()).orElseThrow();
        String name = papers(draft, procedure).stream()
                .filter(p -> p.key().equals(paper))
                .map(Paper::name)
                .findFirst()
                .orElseThrow();
        var reused = new Content.Reused(
                file, offer.get().source(), now.truncatedTo(ChronoUnit.MICROS), Prefills.noted(owner));
        List<Content.HandedIn> all = new ArrayList<>();
        Content.HandedIn before = new Content.HandedIn(paper, name, 0, 0, List.of());
        for (Content.HandedIn handedIn : draft.papers()) {
            if (handedIn.paper().equals(paper)) {
                before = handedIn;
            } else {
                all.add(handedIn);
            }
        }
        all.add(before.with(reused));
        return Result.done(draft.withPapers(all));
    }

    /**
     * What is wrong with the reused papers of a filing, on the day it is filed: each must be in the earlier dossier it is
     * said to come from, that dossier the filer's own, the paper of a kind that may stand for it and not run out.
     */
    List<Problem> problems(Procedure procedure, Filing filing, Actor actor, Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (filing.papers().stream().allMatch(paper -> paper.reused().isEmpty())) {
            return problems;
        }
        List<Paper> asked =
                procedure.papersFor(procedure.caseOf(filing.answers()).key(), filing.answers());
        Prefill consent = filing.origin().prefill();
        List<EarlierDossiers.Earlier> own = consent != null && consent.allowed()
                ? owner(actor, filing).map(earlier::of).orElse(List.of())
                : List.of();
        for (Content.HandedIn handedIn : filing.papers()) {
            for (Content.Reused reused : handedIn.reused()) {
                String field = "paper." + handedIn.paper();
                Optional<Paper> paper = asked.stream()
                        .filter(p -> p.key().equals(handedIn.paper()))
                        .findFirst();
                if (paper.isEmpty()) {
                    continue; // no longer asked for: nothing rests on it
                }
                boolean theirs = own.stream()
                        .filter(one -> one.code().equals(reused.source().dossier()))
                        .anyMatch(one ->
                                found(paper.get(), one).anyMatch(f -> f.file().equals(reused.file())));
                if (!theirs) {
                    problems.add(Problem.at(field, "dossier.reuse-not-yours"));
                } else if (!counts(paper.get(), reused.source(), now)) {
                    problems.add(Problem.at(
                            field, "dossier.reuse-expired", paper.get().name()));
                }
            }
        }
        return problems;
    }

    private static Optional<Owner> owner(Actor actor, Filing filing) {
        String identity = filing.applicant().identity();
        return switch (actor) {
            case Actor.Citizen c
            when identity != null -> Optional.of(new Owner.SignedIn(c, Map.of("applicant.identity", identity)));
            case Actor.Officer o when identity != null -> Optional.of(new Owner.AtCounter(o, identity));
            default -> Optional.empty();
        };
    }

    private record Found(FileId file, Source source) {}

    /** The files of an earlier dossier that may stand for a paper; one that was reused itself comes from where it was first. */
    private static Stream<Found> found(Paper paper, EarlierDossiers.Earlier one) {
        if (paper.kinds().isEmpty() || paper.toShow()) {
            return Stream.empty();
        }
        Procedure procedure = one.procedure();
        Stream<Found> handedIn = one.content().papers().stream()
                .filter(in -> kindsOf(procedure, in.paper()).anyMatch(paper.kinds()::contains))
                .flatMap(in -> in.files().stream()
                        .filter(f ->
                                in.reused().stream().noneMatch(r -> r.file().equals(f)))
                        .map(f -> new Found(
                                f, new Source(Source.Kind.DOSSIER, one.code(), procedure.code(), one.filedAt()))));
        FileId result = one.result();
        Stream<Found> issued = result != null && paper.kinds().contains(procedure.resultCode())
                ? Stream.of(new Found(
                        result, new Source(Source.Kind.RESULT, one.code(), procedure.code(), one.processedAt())))
                : Stream.empty();
        return Stream.concat(issued, handedIn);
    }

    private static Stream<String> kindsOf(Procedure procedure, String key) {
        return procedure.cases().stream()
                .flatMap(c -> c.papers().stream())
                .filter(p -> p.key().equals(key))
                .flatMap(p -> p.kinds().stream())
                .distinct();
    }

    private static List<Paper> papers(Draft draft, Procedure procedure) {
        Map<String, Object> answers = procedure.form().read(draft.answers());
        return procedure.papersFor(procedure.caseOf(answers).key(), answers);
    }

    private static boolean counts(Paper paper, Source source, Instant now) {
        LocalDate until = until(paper, source);
        return until == null || !LocalDate.ofInstant(now, Vietnam.ZONE).isAfter(until);
    }

    private static @Nullable LocalDate until(Paper paper, Source source) {
        Instant since = source.at();
        return since == null ? null : paper.validUntil(LocalDate.ofInstant(since, Vietnam.ZONE));
    }
}
