package vn.motcua.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where the tokens of all running instances are. Whatever runs has an open task or waits for something, so those tables
 * tell which instances to look at, however many have ended.
 */
@Service
@Transactional(readOnly = true)
public class Whereabouts {

    static final String RUNNING = """
            (SELECT instance_id FROM process.task
              UNION SELECT instance_id FROM process.job
              UNION SELECT instance_id FROM process.subscription)
            """;

    private final JdbcClient jdbc;
    private final Definitions definitions;

    Whereabouts(JdbcClient jdbc, Definitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    /**
     * A version by which instances run.
     *
     * @param instances how many; {@code suspended} of these have a clock that stands
     */
    public record Running(DefinitionId id, String key, int version, long instances, long suspended) {}

    /**
     * An element at which tokens are.
     *
     * @param instances how many instances have one there
     * @param tokens how many there are: a repeated step has several of one instance
     */
    public record Place(String element, String name, long instances, long tokens) {}

    /** By key, the newest version first. */
    public List<Running> running() {
        return jdbc.sql("""
                        SELECT d.id, d.key, d.version, count(*) AS instances, count(i.suspended_at) AS suspended
                          FROM %s r
                          JOIN process.instance i ON i.id = r.instance_id
                          JOIN process.definition d ON d.id = i.definition_id
                         GROUP BY d.id ORDER BY d.key, d.version DESC
                        """.formatted(RUNNING))
                .query((row, _) -> new Running(
                        new DefinitionId(row.getLong("id")),
                        row.getString("key"),
                        row.getInt("version"),
                        row.getLong("instances"),
                        row.getLong("suspended")))
                .list();
    }

    private record Found(String element, long instances, long tokens) {}

    /** Of one version, in the order of its file. Before a join the tokens count that have come. */
    public List<Place> places(DefinitionId id) {
        ProcessGraph graph = definitions.graph(id);
        Map<String, Place> byElement = new LinkedHashMap<>();
        graph.nodes().forEach(node -> byElement.put(node.id(), new Place(node.id(), node.name(), 0, 0)));
        List<Found> found = jdbc.sql("""
                        SELECT t.join, t.at, count(DISTINCT i.id) AS instances, sum(t.n) AS tokens
                          FROM %s r
                          JOIN process.instance i ON i.id = r.instance_id
                         CROSS JOIN LATERAL (
                            SELECT false AS join, value AS at, 1 AS n FROM jsonb_each_text(i.marking -> 'tasks')
                             UNION ALL
                            SELECT false, value, 1 FROM jsonb_each_text(i.marking -> 'rests')
                             UNION ALL
                            SELECT true, key, value::int FROM jsonb_each_text(i.marking -> 'waiting')) t
                         WHERE i.definition_id = :id
                         GROUP BY t.join, t.at
                        """.formatted(RUNNING))
                .param("id", id.value())
                .query((row, _) -> new Found(
                        row.getBoolean("join")
                                ? graph.flow(Marking.flow(row.getString("at"))).to()
                                : row.getString("at"),
                        row.getLong("instances"),
                        row.getLong("tokens")))
                .list();
        for (Found one : found) {
            byElement.computeIfPresent(
                    one.element(),
                    (_, place) -> new Place(
                            place.element(),
                            place.name(),
                            // tokens before one join come from several flows: an instance may have them on each
                            Math.max(place.instances(), one.instances()),
                            place.tokens() + one.tokens()));
        }
        List<Place> places = new ArrayList<>(byElement.values());
        places.removeIf(place -> place.tokens() == 0);
        return places;
    }
}
