package vn.motcua;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import vn.motcua.catalog.CatalogExport;
import vn.motcua.catalog.CatalogImport;
import vn.motcua.catalog.ImportReport;
import vn.motcua.catalog.ProcedureChange;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Texts;

/**
 * With {@code motcua.catalog=export}, {@code look} or {@code import} and {@code motcua.catalog-file}: writes the
 * catalogue to that file, or says record by record what taking it over would do or has done, and ends the application,
 * with 1 when the file was refused. {@code bin/motcua catalog} starts it so.
 */
final class CatalogTransfer implements ApplicationListener<ApplicationStartedEvent> {

    private static final String SIGN = "catalog ";

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        var context = event.getApplicationContext();
        Environment settings = context.getEnvironment();
        String wanted = settings.getProperty("motcua.catalog", "");
        if (wanted.isEmpty()) {
            return;
        }
        Path file = Path.of(settings.getRequiredProperty("motcua.catalog-file"));
        Locale language = settings.getProperty("motcua.lang", "vi").equals("en") ? Texts.ENGLISH : Vietnam.LOCALE;
        boolean well;
        try {
            well = wanted.equals("export")
                    ? exported(context, file)
                    : taken(context, file, wanted.equals("import"), language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // here and now: what follows would make accounts
        System.exit(SpringApplication.exit(context, () -> well ? 0 : 1));
    }

    private static boolean exported(ApplicationContext context, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        CatalogExport.Format format = CatalogExport.Format.valueOf(ending.equals("YML") ? "YAML" : ending);
        Files.write(file, context.getBean(CatalogExport.class).export(format, Set.of()));
        say("exported bytes=%d".formatted(Files.size(file)));
        return true;
    }

    private static boolean taken(ApplicationContext context, Path file, boolean forGood, Locale language)
            throws IOException {
        CatalogImport imports = context.getBean(CatalogImport.class);
        Clock clock = context.getBean(Clock.class);
        Texts texts = context.getBean(Texts.class);
        byte[] content = Files.readAllBytes(file);
        Result<ImportReport> done = forGood
                ? imports.take(content, new Actor.System("bin/motcua catalog import"), clock.instant())
                : imports.look(content, clock.instant());
        switch (done) {
            case Result.Done<ImportReport>(ImportReport report) -> {
                tell(report, texts, language);
                if (!report.wrong().isEmpty()) {
                    return false;
                }
            }
            case Result.Refused<ImportReport>(List<Problem> problems) -> {
                tell("wrong", problems, texts, language);
                return false;
            }
        }
        say(forGood ? "imported" : "looked");
        return true;
    }

    private static void tell(ImportReport report, Texts texts, Locale language) {
        for (ImportReport.Line line : report.lines()) {
            String kind = line.kind().name().toLowerCase(Locale.ROOT);
            say("%s %s %s%s"
                    .formatted(kind, said(line.code()), said(line.name()), line.incomplete() ? " (incomplete)" : ""));
            line.changes().forEach(change -> tell(change, texts, language));
            tell("  wrong", line.wrong(), texts, language);
            tell("  unsure", line.doubts(), texts, language);
        }
        say("new=%d changed=%d same=%d wrong=%d"
                .formatted(
                        report.count(ImportReport.Kind.NEW),
                        report.count(ImportReport.Kind.CHANGED),
                        report.count(ImportReport.Kind.SAME),
                        report.count(ImportReport.Kind.WRONG)));
    }

    private static void tell(ProcedureChange change, Texts texts, Locale language) {
        String what = texts.has(change.whatKey())
                ? texts.get(language, change.whatKey())
                : change.path().getLast().what();
        String where = change.where().isEmpty() ? "" : " (%s)".formatted(change.where());
        String how = change.how().name().toLowerCase(Locale.ROOT);
        say("  %s %s%s: %s → %s".formatted(how, what, where, said(change.before()), said(change.after())));
    }

    private static String said(@Nullable String value) {
        return value == null ? "–" : value.replaceAll("\\p{Cntrl}+", " ");
    }

    private static void tell(String what, List<Problem> problems, Texts texts, Locale language) {
        for (Problem problem : problems) {
            String place = problem.field() == null ? "" : " %s:".formatted(problem.field());
            String words = texts.get(language, problem.code(), problem.args().toArray());
            say("%s%s %s".formatted(what, place, said(words)));
        }
    }

    @SuppressWarnings("SystemOut") // for the person at the console
    private static void say(String line) {
        System.out.println(SIGN + line);
    }
}
