package vn.motcua.bench;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.operaton.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.operaton.bpm.dmn.feel.impl.FeelEngine;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.task.Task;
import org.operaton.bpm.engine.variable.context.VariableContext;

/** Operaton as embedded in an application: its history as it comes, which keeps who decided what and when as our ledger does. */
final class OperatonArm implements Arm {

    private final ProcessEngine engine;
    private final DataSource database;
    private final Queue<String> cases = new ConcurrentLinkedQueue<>();

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
        var decisions = new DefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(NoFeel::new);
        configuration.setDmnEngineConfiguration(decisions);
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addString("bench.bpmn", Bpmn.theirs())
                .deploy();
    }

    /** Its own FEEL would need an older version of the library we use; the conditions here are JUEL. */
    private static final class NoFeel implements FeelEngine {
        @Override
        public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
            throw new UnsupportedOperationException(expression);
        }

        @Override
        public boolean evaluateSimpleUnaryTests(String expression, String input, VariableContext variables) {
            throw new UnsupportedOperationException(expression);
        }
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
            cases.add(id);
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
