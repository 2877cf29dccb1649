ALTER TABLE calendar.special_day DROP CONSTRAINT special_day_type_check;
ALTER TABLE calendar.special_day ADD CHECK (type IN ('OFF', 'OFF_FROM_NOON', 'WORK', 'SWAP_WORK'));

-- Hours of its own that a worked day has, for example '08:00-11:30 13:00-16:00'; null: those of hours_of.
ALTER TABLE calendar.special_day
    ADD hours text CHECK (
        hours IS NULL OR type IN ('WORK', 'SWAP_WORK') AND hours ~ '^\d\d:\d\d-\d\d:\d\d( \d\d:\d\d-\d\d:\d\d)*$');

-- A revision that was rolled back must not come again with other data behind it.
CREATE OR REPLACE FUNCTION calendar.count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE calendar.revision SET value = greatest(value + 1, pg_current_xact_id()::text::bigint);
    RETURN NULL;
END $$;

-- Who changed what, when. Nothing here is ever changed.
CREATE TABLE calendar.change (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    by_whom   text        NOT NULL,
    kind      text        NOT NULL,
    calendar  text,                                                 -- null: all calendars
    first_day date,                                                 -- of the days that differ; null: none does
    last_day  date,
    reason    text        NOT NULL,
    what      jsonb       NOT NULL
);

CREATE FUNCTION calendar.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON calendar.change
    FOR EACH ROW EXECUTE FUNCTION calendar.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON calendar.change
    FOR EACH STATEMENT EXECUTE FUNCTION calendar.refuse_change();

-- By how much the law lets a term be extended, and how often.
CREATE TABLE calendar.extension_rule (
    kind    text PRIMARY KEY,
    amount  integer NOT NULL CHECK (amount > 0),
    unit    text    NOT NULL CHECK (unit IN ('WORKING_HOURS', 'WORKING_DAYS', 'CALENDAR_DAYS', 'MONTHS')),
    times   integer NOT NULL CHECK (times > 0),
    name_vi text    NOT NULL,
    name_en text    NOT NULL,
    source  text    NOT NULL
);
INSERT INTO calendar.extension_rule (kind, amount, unit, times, name_vi, name_en, source) VALUES
    ('complaint', 15, 'CALENDAR_DAYS', 1, 'khiếu nại phức tạp', 'complex complaint',
     'Điều 28 Luật Khiếu nại 2011: 30 ngày, vụ việc phức tạp không quá 45 ngày'),
    ('denunciation', 30, 'CALENDAR_DAYS', 2, 'tố cáo phức tạp', 'complex denunciation',
     'Điều 30 Luật Tố cáo 2018: 30 ngày, gia hạn một lần hoặc hai lần, mỗi lần không quá 30 ngày');
