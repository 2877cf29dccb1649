package vn.motcua.bench;

import org.operaton.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.operaton.bpm.dmn.feel.impl.FeelEngine;
import org.operaton.bpm.engine.variable.context.VariableContext;

/**
 * Operaton without FEEL: its own would need an older version of the library we use, and no process here asks for it; its
 * conditions are JUEL.
 */
public final class NoFeel implements FeelEngine {

    private NoFeel() {}

    /** What Operaton is configured with, so that it does not look for its own. */
    public static DefaultDmnEngineConfiguration decisions() {
        var decisions = new DefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(NoFeel::new);
        return decisions;
    }

    @Override
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        throw new UnsupportedOperationException(expression);
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String expression, String input, VariableContext variables) {
        throw new UnsupportedOperationException(expression);
    }
}
