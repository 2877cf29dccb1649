package vn.motcua.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.runtime.Execution;
import org.flowable.engine.runtime.ProcessInstance;
import org.flowable.eventsubscription.api.EventSubscription;
import org.flowable.job.api.Job;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.OurCase.Act;

/** Flowable on a database in memory, without history and its executor: everything happens when told. */
final class FlowablePeer implements Peer {

    private static final String WORKER = "w";

    private final ProcessEngine engine;
    private String deployment = "";
    private String root = "";
    private List<String> receives = List.of();

    FlowablePeer() {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setJdbcUrl("jdbc:h2:mem:flowable");
        configuration.setEngineName("flowable");
        configuration.setHistory("none");
        configuration.setAsyncExecutorActivate(false);
        configuration.setDisableIdmEngine(true);
        configuration.setDisableEventRegistry(true);
        configuration.setDatabaseSchemaUpdate("create-drop");
        this.engine = configuration.buildProcessEngine();
    }

    @Override
    public String name() {
        return "Flowable";
    }

    @Override
    public void start(Sketch sketch, ProcessGraph graph, Map<String, Object> variables) {
        if (!deployment.isEmpty()) {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
        var build = engine.getRepositoryService()
                .createDeployment()
                .addString("process.bpmn20.xml", Drawing.process(sketch, Drawing.Dialect.FLOWABLE));
        Peer.calls(graph)
                .forEach(call -> build.addString(
                        "called-" + call + ".bpmn20.xml", Drawing.called(call, Drawing.Dialect.FLOWABLE)));
        deployment = build.deploy().getId();
        receives = graph.nodes().stream()
                .filter(Node.Receive.class::isInstance)
                .map(Node::id)
                .toList();
        root = engine.getRuntimeService()
                .startProcessInstanceByKey("process", variables)
                .getId();
    }

    @Override
    public void perform(Act act, Map<String, Object> variables) {
        for (ProcessInstance instance :
                engine.getRuntimeService().createProcessInstanceQuery().list()) {
            engine.getRuntimeService().setVariables(instance.getId(), variables);
        }
        switch (act.what()) {
            case TASK -> {
                var tasks = engine.getTaskService()
                        .createTaskQuery()
                        .taskDefinitionKey(act.element())
                        .list();
                engine.getTaskService()
                        .complete(
                                pick(act, tasks, task -> task.getExecutionId()).getId());
            }
            case TIMER -> {
                var timers = timers().stream()
                        .filter(job -> job.getElementId().equals(act.element()))
                        .toList();
                Job due = engine.getManagementService()
                        .moveTimerToExecutableJob(
                                pick(act, timers, Job::getExecutionId).getId());
                engine.getManagementService().executeJob(due.getId());
            }
            case MESSAGE -> {
                if (receives.contains(act.element())) {
                    engine.getRuntimeService()
                            .trigger(pick(act, received(act.element()), Execution::getId)
                                    .getId());
                } else {
                    var waiting = engine.getRuntimeService()
                            .createEventSubscriptionQuery()
                            .activityId(act.element())
                            .list();
                    EventSubscription one = pick(act, waiting, EventSubscription::getExecutionId);
                    engine.getRuntimeService().messageEventReceived(one.getEventName(), one.getExecutionId());
                }
            }
            case SIGNAL -> engine.getRuntimeService().signalEventReceived(act.element());
            case SERVICE, FAILURE -> {
                engine.getManagementService()
                        .createExternalWorkerJobAcquireBuilder()
                        .topic("s", Duration.ofDays(9))
                        .acquireAndLock(1000, WORKER);
                var services = engine.getManagementService().createExternalWorkerJobQuery().list().stream()
                        .filter(job -> job.getElementId().equals(act.element()))
                        .toList();
                String id = pick(act, services, job -> job.getExecutionId()).getId();
                var completion = engine.getManagementService().createExternalWorkerCompletionBuilder(id, WORKER);
                if (act.what() == Act.What.SERVICE) {
                    completion.complete();
                } else {
                    completion.bpmnError("E1");
                }
                for (Job next = job(); next != null; next = job()) {
                    engine.getManagementService().executeJob(next.getId());
                }
            }
        }
    }

    /** The answer of a worker, and the end of a round after it, are jobs of their own. */
    private @Nullable Job job() {
        return engine.getManagementService().createJobQuery().list().stream()
                .findFirst()
                .orElse(null);
    }

    private <T> T pick(Act act, List<T> among, Function<T, String> execution) {
        if (among.isEmpty()) {
            throw new IllegalStateException("nothing to do: " + act);
        }
        for (T one : among) {
            Object counter = among.size() == 1
                    ? null
                    : engine.getRuntimeService().getVariable(execution.apply(one), "loopCounter");
            if (counter == null || ((Number) counter).intValue() + 1 == act.turn()) {
                return one;
            }
        }
        throw new IllegalStateException("none of this turn: " + act);
    }

    private List<Job> timers() {
        return engine.getManagementService().createTimerJobQuery().list();
    }

    /** Executions that wait in a receive task. */
    private List<Execution> received(String task) {
        return engine.getRuntimeService().createExecutionQuery().activityId(task).list().stream()
                .filter(execution -> !((ExecutionEntity) execution).isMultiInstanceRoot())
                .toList();
    }

    @Override
    public List<String> state() {
        var state = new ArrayList<String>();
        engine.getTaskService()
                .createTaskQuery()
                .list()
                .forEach(task -> state.add(Act.What.TASK + " " + task.getTaskDefinitionKey()));
        timers().forEach(job -> state.add(Act.What.TIMER + " " + job.getElementId()));
        engine.getRuntimeService()
                .createEventSubscriptionQuery()
                .list()
                .forEach(subscription ->
                        state.add((subscription.getEventType().equals("message") ? Act.What.MESSAGE : Act.What.SIGNAL)
                                + " "
                                + subscription.getActivityId()));
        receives.forEach(task -> received(task).forEach(_ -> state.add(Act.What.MESSAGE + " " + task)));
        engine.getManagementService()
                .createExternalWorkerJobQuery()
                .list()
                .forEach(service -> state.add(Act.What.SERVICE + " " + service.getElementId()));
        state.sort(null);
        return state;
    }

    @Override
    public boolean hasEnded() {
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(root)
                        .count()
                == 0;
    }

    @Override
    public void close() {
        engine.close();
    }
}
