package vn.motcua.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.motcua.process.Advance.Effect;

/**
 * What one command leads to. What it both opens and closes again never existed for anyone: the opening is taken back,
 * and the closing is not told.
 */
final class Effects {

    private final List<Effect> list = new ArrayList<>();
    private final Map<Long, Effect> opened = new HashMap<>();

    void add(Effect effect) {
        list.add(effect);
        switch (effect) {
            case Effect.OpenTask open -> opened.put(open.token(), effect);
            case Effect.ArmTimer arm -> opened.put(arm.timer(), effect);
            case Effect.Subscribe subscribe -> opened.put(subscribe.subscription(), effect);
            case Effect.CallService call -> opened.put(call.token(), effect);
            case Effect.CallProcess call -> opened.put(call.token(), effect);
            case Effect.CloseTask _,
                    Effect.DisarmTimer _,
                    Effect.Unsubscribe _,
                    Effect.EndService _,
                    Effect.EndCall _,
                    Effect.Throw _,
                    Effect.End _ -> {}
        }
    }

    /** What was opened for a token at a node is over. */
    void close(Node node, long token, boolean done) {
        switch (node) {
            case Node.Task task -> close(token, new Effect.CloseTask(token, task.id(), done));
            case Node.Service service -> close(token, new Effect.EndService(token, service.id(), done));
            case Node.Call call -> close(token, new Effect.EndCall(token, call.id(), done));
            default -> {}
        }
    }

    /** What was opened under a number is over. */
    void close(long number, Effect closing) {
        Effect opening = opened.remove(number);
        if (opening == null) {
            list.add(closing);
        } else {
            list.remove(opening);
        }
    }

    List<Effect> list() {
        return list;
    }
}
