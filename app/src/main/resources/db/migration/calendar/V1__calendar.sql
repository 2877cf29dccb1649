CREATE SCHEMA IF NOT EXISTS calendar;

CREATE TABLE calendar.calendar (
    id              text PRIMARY KEY,
    name_vi         text NOT NULL,
    name_en         text NOT NULL,
    valid_from      date NOT NULL,
    valid_to        date NOT NULL,                                  -- inclusive
    minutes_per_day integer NOT NULL DEFAULT 480 CHECK (minutes_per_day BETWEEN 1 AND 1440),
    CHECK (valid_to >= valid_from)
);

-- The weekly hours from valid_from on, until the next valid_from of the same calendar. Vietnamese wall-clock time.
CREATE TABLE calendar.shift (
    calendar    text NOT NULL REFERENCES calendar.calendar ON DELETE CASCADE,
    valid_from  date NOT NULL,
    day_of_week smallint NOT NULL CHECK (day_of_week BETWEEN 1 AND 7),  -- 1 Monday … 7 Sunday
    starts      time(0) NOT NULL,
    ends        time(0) NOT NULL,                                   -- exclusive; 00:00: the end of the day
    PRIMARY KEY (calendar, valid_from, day_of_week, starts),
    CHECK (ends > starts OR ends = time '00:00')
);

-- What the law alone does not give: days swapped by the yearly announcement (calendar null: for all calendars),
-- and an agency's own days off or worked. A calendar's own row goes before the common one, and both before the law.
CREATE TABLE calendar.special_day (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    calendar text REFERENCES calendar.calendar ON DELETE CASCADE,
    date     date NOT NULL,
    type     text NOT NULL CHECK (type IN ('OFF', 'WORK', 'SWAP_WORK')),
    name_vi  text NOT NULL,
    name_en  text NOT NULL,
    hours_of smallint CHECK (hours_of BETWEEN 1 AND 7),             -- a worked day takes this weekday's hours
    source   text NOT NULL,
    UNIQUE NULLS NOT DISTINCT (calendar, date)
);

-- Counts changes, so that every node notices them; the triggers below keep it whoever writes.
CREATE TABLE calendar.revision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    value    bigint NOT NULL
);
INSERT INTO calendar.revision (value) VALUES (1);

CREATE FUNCTION calendar.count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE calendar.revision SET value = value + 1;
    RETURN NULL;
END $$;

CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON calendar.calendar
    FOR EACH STATEMENT EXECUTE FUNCTION calendar.count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON calendar.shift
    FOR EACH STATEMENT EXECUTE FUNCTION calendar.count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON calendar.special_day
    FOR EACH STATEMENT EXECUTE FUNCTION calendar.count_change();

INSERT INTO calendar.calendar (id, name_vi, name_en, valid_from, valid_to) VALUES
    ('district-processing', 'Giải quyết hồ sơ cấp huyện', 'District: processing', '2010-01-01', '2060-12-31'),
    ('district-reception', 'Tiếp nhận và trả kết quả cấp huyện', 'District: reception', '2010-01-01', '2060-12-31'),
    ('ward-processing', 'Giải quyết hồ sơ cấp xã', 'Ward: processing', '2010-01-01', '2060-12-31'),
    ('ward-reception', 'Tiếp nhận và trả kết quả cấp xã', 'Ward: reception', '2010-01-01', '2060-12-31');

INSERT INTO calendar.shift (calendar, valid_from, day_of_week, starts, ends)
SELECT c.id, c.valid_from, day, starts, ends
FROM calendar.calendar c, generate_series(1, 5) day,
     (VALUES (time '08:00', time '12:00'), (time '13:00', time '17:00')) half (starts, ends);

INSERT INTO calendar.shift (calendar, valid_from, day_of_week, starts, ends)
SELECT id, valid_from, 6, '08:00', '12:00' FROM calendar.calendar WHERE id IN ('district-reception', 'ward-reception');

-- Days swapped for officials, as the government announced them. 2010–2024 after vacanza/holidays (MIT).
WITH swap (off, worked, source) AS (VALUES
    (date '2010-02-19', date '2010-02-27', 'Thông báo nghỉ Tết năm 2010'),
    (date '2012-01-27', date '2012-02-04', 'Thông báo nghỉ Tết năm 2012'),
    (date '2013-04-29', date '2013-05-04', 'Thông báo nghỉ lễ năm 2013'),
    (date '2014-05-02', date '2014-04-26', 'Thông báo nghỉ lễ năm 2014'),
    (date '2014-09-01', date '2014-09-06', 'Thông báo nghỉ lễ năm 2014'),
    (date '2015-01-02', date '2014-12-27', 'Thông báo nghỉ lễ năm 2015'),
    (date '2015-02-16', date '2015-02-14', 'Thông báo nghỉ Tết năm 2015'),
    (date '2015-04-29', date '2015-04-25', 'Thông báo nghỉ lễ năm 2015'),
    (date '2018-12-31', date '2019-01-05', 'Thông báo nghỉ lễ năm 2019'),
    (date '2019-04-29', date '2019-05-04', 'Thông báo nghỉ lễ năm 2019'),
    (date '2024-04-29', date '2024-05-04', 'Thông báo nghỉ lễ năm 2024'),
    (date '2025-05-02', date '2025-04-26', 'Thông báo nghỉ lễ năm 2025'),
    (date '2026-01-02', date '2026-01-10', 'Thông báo nghỉ lễ năm 2026'),
    (date '2026-08-31', date '2026-08-22', 'Thông báo nghỉ lễ năm 2026')
)
INSERT INTO calendar.special_day (calendar, date, type, name_vi, name_en, hours_of, source)
SELECT NULL, off, 'OFF',
       'Nghỉ hoán đổi, làm bù ngày ' || to_char(worked, 'FMDD/FMMM/YYYY'),
       'Day off in exchange for ' || to_char(worked, 'FMDD/FMMM/YYYY'), NULL::smallint, source
FROM swap
UNION ALL
SELECT NULL, worked, 'SWAP_WORK',
       'Làm bù cho ngày ' || to_char(off, 'FMDD/FMMM/YYYY'),
       'Worked in exchange for ' || to_char(off, 'FMDD/FMMM/YYYY'), extract(isodow FROM off)::smallint, source
FROM swap;
