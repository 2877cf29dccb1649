package vn.motcua.process;

import java.util.List;
import java.util.Optional;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * What the engine understands and the shell around it does not do yet: nobody fires its timers, delivers its messages or
 * runs its services. A process that uses it would stop there for ever, so it is refused at publication.
 */
final class CarriedOut {

    private CarriedOut() {}

    static Result<ProcessGraph> wholly(ProcessGraph graph) {
        List<Problem> problems = graph.nodes().stream()
                .flatMap(node -> lacking(node)
                        .map(what -> Problem.of("process.unsupported", node.id(), node.name(), node.line(), what))
                        .stream())
                .toList();
        return problems.isEmpty() ? Result.done(graph) : Result.refused(problems);
    }

    private static Optional<String> lacking(Node node) {
        return switch (node) {
            case Node.Service ignored -> Optional.of("serviceTask");
            case Node.Send ignored -> Optional.of("sendTask");
            case Node.Receive ignored -> Optional.of("receiveTask");
            case Node.Call ignored -> Optional.of("callActivity");
            case Node.EventBased ignored -> Optional.of("eventBasedGateway");
            case Node.Catch ignored -> Optional.of("intermediateCatchEvent");
            case Node.Throw ignored -> Optional.of("intermediateThrowEvent");
            case Node.Boundary event ->
                event.trigger() instanceof Node.Trigger.Fault ? Optional.empty() : Optional.of("boundaryEvent");
            case Node.End end ->
                end.thrown() instanceof Node.Thrown.Message || end.thrown() instanceof Node.Thrown.Signal
                        ? Optional.of("messageEventDefinition")
                        : Optional.empty();
            case Node.Start ignored -> Optional.empty();
            case Node.Task ignored -> Optional.empty();
            case Node.Subprocess ignored -> Optional.empty();
            case Node.Exclusive ignored -> Optional.empty();
            case Node.Parallel ignored -> Optional.empty();
            case Node.Inclusive ignored -> Optional.empty();
        };
    }
}
