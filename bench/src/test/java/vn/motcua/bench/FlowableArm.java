package vn.motcua.bench;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.task.api.Task;

/** Flowable as embedded in an application: its history as it comes, which keeps who decided what and when as our ledger does. */
final class FlowableArm implements Arm {

    private final ProcessEngine engine;
    private final DataSource database;
    private final Deque<String> cases = new ConcurrentLinkedDeque<>();

    FlowableArm(DataSource database) {
        this.database = database;
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setAsyncExecutorActivate(false);
        configuration.setEngineName("flowable-bench");
        configuration.setDisableIdmEngine(true);
        configuration.setDisableEventRegistry(true);
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addString("bench.bpmn20.xml", Bpmn.theirs())
                .deploy();
    }

    @Override
    public String name() {
        return "Flowable";
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
