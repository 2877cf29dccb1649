package vn.motcua.bench;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.task.Task;

/** Operaton as embedded in an application: its history as it comes, which keeps who decided what and when as our ledger does. */
final class OperatonArm implements Arm {

    private final ProcessEngine engine;
    private final DataSource database;
    private final Deque<String> cases = new ConcurrentLinkedDeque<>();

    OperatonArm(DataSource database) {
        this.database = database;
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setDbMetricsReporterActivate(false);
        configuration.setProcessEngineName("operaton-bench");
        configuration.setDmnEngineConfiguration(NoFeel.decisions());
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addString("bench.bpmn", Bpmn.theirs())
                .deploy();
    }

    @Override
    public String name() {
        return "Operaton";
    }

    @Override
    public void open() {
        cases.add(engine.getRuntimeService().startProcessInstanceByKey("bench").getId());
    }

    @Override
    public boolean step() {
        String id = cases.poll();
        if (id == null) {
            return false;
        }
        Task task =
                engine.getTaskService().createTaskQuery().processInstanceId(id).singleResult();
        String element = task.getTaskDefinitionKey();
        engine.getTaskService()
                .complete(task.getId(), Map.of("outcome", Bpmn.outcome(element, Math.abs(id.hashCode()))));
        if (!element.equals("return")) {
            cases.addFirst(id);
        }
        return true;
    }

    @Override
    public DataSource database() {
        return database;
    }

    @Override
    public void close() {
        engine.close();
    }
}
