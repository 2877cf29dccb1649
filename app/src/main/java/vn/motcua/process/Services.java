package vn.motcua.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** The services that processes can name. */
@Component
class Services {

    private final Map<String, ProcessService> byName;

    Services(List<ProcessService> services) {
        byName = services.stream().collect(Collectors.toUnmodifiableMap(ProcessService::name, Function.identity()));
    }

    Optional<ProcessService> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A process that names a service nobody offers would wait for it for ever, so it is not published. */
    Result<ProcessGraph> offered(ProcessGraph graph) {
        List<Problem> problems = graph.nodes().stream()
                .flatMap(node -> node instanceof Node.Service service
                                && find(service.service()).isEmpty()
                        ? java.util.stream.Stream.of(Problem.of(
                                "process.service-unknown", node.id(), node.name(), node.line(), service.service()))
                        : java.util.stream.Stream.empty())
                .toList();
        return problems.isEmpty() ? Result.done(graph) : Result.refused(problems);
    }
}
