package vn.motcua.process;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.util.ClockUtil;
import org.operaton.bpm.engine.runtime.EventSubscription;
import org.operaton.bpm.engine.runtime.Job;
import org.operaton.bpm.engine.runtime.ProcessInstance;
import vn.motcua.bench.NoFeel;
import vn.motcua.process.OurCase.Act;

/** Operaton on a database in memory, without history and its job executor: everything happens when told. */
final class OperatonPeer implements Peer {

    private static final String WORKER = "w";

    private final ProcessEngine engine;
    private String deployment = "";
    private String root = "";

    OperatonPeer() {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setJdbcUrl("jdbc:h2:mem:operaton");
        configuration.setProcessEngineName("operaton");
        configuration.setHistory("none");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setDbMetricsReporterActivate(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setDatabaseSchemaUpdate("create-drop");
        configuration.setDmnEngineConfiguration(NoFeel.decisions());
        this.engine = configuration.buildProcessEngine();
    }

    @Override
    public String name() {
        return "Operaton";
    }

    @Override
    public void start(Sketch sketch, ProcessGraph graph, Map<String, Object> variables) {
        ClockUtil.reset();
        if (!deployment.isEmpty()) {
            engine.getRepositoryService().deleteDeployment(deployment, true, true, true);
        }
        var build = engine.getRepositoryService()
                .createDeployment()
                .addString("process.bpmn", Drawing.process(sketch, Drawing.Dialect.OPERATON));
        Peer.calls(graph)
                .forEach(call ->
                        build.addString("called-" + call + ".bpmn", Drawing.called(call, Drawing.Dialect.OPERATON)));
        deployment = build.deploy().getId();
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
                        .filter(job -> activity(job).equals(act.element()))
                        .toList();
                Job due = pick(act, timers, Job::getExecutionId);
                // it counts the rounds of a timer that repeats by the clock
                ClockUtil.setCurrentTime(new Date(due.getDuedate().getTime() + 1000));
                engine.getManagementService().executeJob(due.getId());
            }
            case MESSAGE -> {
                EventSubscription one = pick(act, subscriptions(act.element()), EventSubscription::getExecutionId);
                engine.getRuntimeService().messageEventReceived(one.getEventName(), one.getExecutionId());
            }
            case SIGNAL -> engine.getRuntimeService().signalEventReceived(act.element());
            case SERVICE, FAILURE -> {
                // locked by whoever fetches first, so all are
                engine.getExternalTaskService()
                        .fetchAndLock(1000, WORKER)
                        .topic("s", 1_000_000_000L)
                        .execute();
                var services = engine.getExternalTaskService()
                        .createExternalTaskQuery()
                        .activityId(act.element())
                        .list();
                String id =
                        pick(act, services, service -> service.getExecutionId()).getId();
                if (act.what() == Act.What.SERVICE) {
                    engine.getExternalTaskService().complete(id, WORKER);
                } else {
                    engine.getExternalTaskService().handleBpmnError(id, WORKER, "E1");
                }
            }
        }
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
        return engine.getManagementService().createJobQuery().timers().list();
    }

    private String activity(Job job) {
        return Objects.requireNonNull(engine.getManagementService()
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId());
    }

    private List<EventSubscription> subscriptions(String activity) {
        return engine.getRuntimeService().createEventSubscriptionQuery().list().stream()
                .filter(subscription -> subscription.getActivityId().equals(activity))
                .toList();
    }

    @Override
    public List<String> state() {
        var state = new ArrayList<String>();
        engine.getTaskService()
                .createTaskQuery()
                .list()
                .forEach(task -> state.add(Act.What.TASK + " " + task.getTaskDefinitionKey()));
        timers().forEach(job -> state.add(Act.What.TIMER + " " + activity(job)));
        engine.getRuntimeService()
                .createEventSubscriptionQuery()
                .list()
                .forEach(subscription ->
                        state.add((subscription.getEventType().equals("message") ? Act.What.MESSAGE : Act.What.SIGNAL)
                                + " "
                                + subscription.getActivityId()));
        engine.getExternalTaskService()
                .createExternalTaskQuery()
                .list()
                .forEach(service -> state.add(Act.What.SERVICE + " " + service.getActivityId()));
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
