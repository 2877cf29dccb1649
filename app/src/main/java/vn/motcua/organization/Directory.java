package vn.motcua.organization;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All agencies, units and officers at one revision, in memory: a few thousand rows that change a few times a month. */
record Directory(
        long revision,
        Map<AgencyId, Agency> agencies,
        Map<UnitId, Unit> units,
        Set<UnitId> overseeing,
        Map<String, Position> positions,
        Map<OfficerId, OfficerRow> officers,
        Map<String, OfficerId> logins,
        Map<OfficerId, List<PostRow>> posts) {

    record Position(String key, boolean readsAuthority, Set<Permission> permissions) {}

    record OfficerRow(OfficerId id, String login, String name, boolean active, boolean demo) {}

    record PostRow(
            OfficerId officer,
            @Nullable UnitId unit,
            String position,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {

        boolean heldOn(LocalDate day) {
            return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
        }
    }

    static Directory load(JdbcClient jdbc) {
        long revision = currentRevision(jdbc);
        List<Agency> agencies = jdbc.sql("""
                SELECT id, code, admin_code, name, level, parent, address, phone,
                       processing_calendar, reception_calendar, valid_from, valid_to
                FROM organization.agency ORDER BY level DESC, admin_code, valid_from""").query((row, n) -> agency(row)).list();
        List<Unit> units = jdbc.sql("SELECT id, agency, key, name FROM organization.unit ORDER BY agency, sort, id")
                .query((row, n) -> new Unit(
                        new UnitId(row.getLong("id")),
                        new AgencyId(row.getLong("agency")),
                        row.getString("key"),
                        row.getString("name")))
                .list();
        Set<UnitId> overseeing = Set.copyOf(jdbc.sql("SELECT id FROM organization.unit WHERE oversees")
                .query((row, n) -> new UnitId(row.getLong("id")))
                .list());
        List<Position> positions =
                jdbc.sql("""
                SELECT p.key, p.reads = 'AUTHORITY' AS reads_authority,
                       array(SELECT permission FROM organization.position_permission WHERE position = p.key) AS permissions
                FROM organization.position p""").query((row, n) -> position(row)).list();
        List<OfficerRow> officers = jdbc.sql(
                        "SELECT id, login, name, status, demo FROM organization.officer ORDER BY id")
                .query((row, n) -> new OfficerRow(
                        new OfficerId(row.getLong("id")),
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("status").equals("ACTIVE"),
                        row.getBoolean("demo")))
                .list();
        List<PostRow> posts = jdbc.sql(
                        "SELECT officer, unit, position, valid_from, valid_to FROM organization.post ORDER BY valid_from, id")
                .query((row, n) -> post(row))
                .list();
        return new Directory(
                revision,
                byKey(agencies, Agency::id),
                byKey(units, Unit::id),
                overseeing,
                byKey(positions, Position::key),
                byKey(officers, OfficerRow::id),
                officers.stream().collect(toMap(OfficerRow::login, OfficerRow::id)),
                posts.stream().collect(groupingBy(PostRow::officer)));
    }

    static long currentRevision(JdbcClient jdbc) {
        return jdbc.sql("SELECT number FROM organization.revision")
                .query(Long.class)
                .single();
    }

    Agency agency(AgencyId id) {
        return known(agencies.get(id), id);
    }

    Unit unit(UnitId id) {
        return known(units.get(id), id);
    }

    List<Unit> unitsOf(AgencyId agency) {
        return units.values().stream().filter(u -> u.agency().equals(agency)).toList();
    }

    OfficerSummary summary(OfficerId id) {
        OfficerRow officer = known(officers.get(id), id);
        List<PostRow> held = posts.getOrDefault(id, List.of());
        if (held.isEmpty()) {
            return new OfficerSummary(id, officer.name(), "", null);
        }
        return summary(officer, held.getLast());
    }

    List<OfficerSummary> officersOf(UnitId unit, @Nullable String position, LocalDate day) {
        var found = new ArrayList<OfficerSummary>();
        for (OfficerRow officer : officers.values()) {
            if (!officer.active()) {
                continue;
            }
            posts.getOrDefault(officer.id(), List.of()).stream()
                    .filter(post -> unit.equals(post.unit()) && post.heldOn(day))
                    .filter(post -> position == null || position.equals(post.position()))
                    .findFirst()
                    .ifPresent(post -> found.add(summary(officer, post)));
        }
        return List.copyOf(found);
    }

    /** The officer with the posts held on the day; {@code null} when unknown or no longer in service. */
    Actor.@Nullable Officer actor(OfficerId id, LocalDate day) {
        OfficerRow officer = officers.get(id);
        if (officer == null || !officer.active()) {
            return null;
        }
        var held = new ArrayList<Post>();
        Set<Permission> everywhere = EnumSet.noneOf(Permission.class);
        for (PostRow row : posts.getOrDefault(id, List.of())) {
            if (!row.heldOn(day)) {
                continue;
            }
            Position position = known(positions.get(row.position()), row.position());
            if (row.unit() == null) {
                everywhere.addAll(position.permissions());
            } else {
                Unit unit = unit(row.unit());
                held.add(new Post(
                        unit.id(), unit.agency(), position.key(), position.permissions(), view(unit, position, day)));
            }
        }
        return new Actor.Officer(id, officer.name(), held, everywhere);
    }

    private Post.View view(Unit unit, Position position, LocalDate day) {
        if (!position.readsAuthority() && !overseeing.contains(unit.id())) {
            return Post.View.NONE;
        }
        var reached = new HashSet<AgencyId>();
        reached.add(unit.agency());
        boolean grown = true;
        while (grown) {
            grown = agencies.values().stream()
                            .filter(a -> a.parent() != null && reached.contains(a.parent()) && a.existsOn(day))
                            .filter(a -> reached.add(a.id()))
                            .count()
                    > 0;
        }
        return new Post.View(
                reached,
                units.values().stream()
                        .filter(u -> reached.contains(u.agency()))
                        .map(Unit::id)
                        .collect(toSet()));
    }

    private static OfficerSummary summary(OfficerRow officer, PostRow post) {
        return new OfficerSummary(officer.id(), officer.name(), post.position(), post.unit());
    }

    private static Agency agency(ResultSet row) throws SQLException {
        Long parent = row.getObject("parent", Long.class);
        return new Agency(
                new AgencyId(row.getLong("id")),
                row.getString("code"),
                row.getString("admin_code"),
                row.getString("name"),
                AgencyLevel.valueOf(row.getString("level")),
                parent == null ? null : new AgencyId(parent),
                row.getString("address"),
                row.getString("phone"),
                row.getString("processing_calendar"),
                row.getString("reception_calendar"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }

    private static Position position(ResultSet row) throws SQLException {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String name : (String[]) row.getArray("permissions").getArray()) {
            permissions.add(Permission.valueOf(name));
        }
        return new Position(row.getString("key"), row.getBoolean("reads_authority"), permissions);
    }

    private static PostRow post(ResultSet row) throws SQLException {
        Long unit = row.getObject("unit", Long.class);
        return new PostRow(
                new OfficerId(row.getLong("officer")),
                unit == null ? null : new UnitId(unit),
                row.getString("position"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }

    private static <K, V> Map<K, V> byKey(List<V> values, Function<V, K> key) {
        var map = new LinkedHashMap<K, V>();
        values.forEach(v -> map.put(key.apply(v), v));
        return map;
    }

    private static <T> T known(@Nullable T found, Object id) {
        if (found == null) {
            throw new NoSuchElementException("not in the directory: " + id);
        }
        return found;
    }
}
