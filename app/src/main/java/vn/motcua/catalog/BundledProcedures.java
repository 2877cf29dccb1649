package vn.motcua.catalog;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Result;

/** Publishes the demo's procedures at start: those that are new or were changed, the others stay as they are. */
@Component
@Order(20)
@ConditionalOnProperty(name = "motcua.demo", havingValue = "true")
class BundledProcedures implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BundledProcedures.class);

    private final Publication publication;
    private final Clock clock;

    BundledProcedures(Publication publication, Clock clock) {
        this.publication = publication;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments args) {
        switch (publication.publish(BundledPackages.all(), clock.instant())) {
            case Result.Done<List<ProcedureVersionId>> done -> {
                if (!done.value().isEmpty()) {
                    LOG.info("Published {} procedures", done.value().size());
                }
            }
            case Result.Refused<List<ProcedureVersionId>> refused ->
                throw new IllegalStateException(refused.problems().stream()
                        .map(p -> p.field() + ": " + p.code() + " " + p.args())
                        .collect(Collectors.joining("\n", "The bundled procedures are broken:\n", "")));
        }
    }
}
