-- Within what time a consulted agency answers, after which its silence is agreement.
CREATE TABLE calendar.silence_rule (
    procedure text    PRIMARY KEY,                                  -- code of the procedure
    amount    integer NOT NULL CHECK (amount > 0),
    unit      text    NOT NULL CHECK (unit IN ('WORKING_HOURS', 'WORKING_DAYS', 'CALENDAR_DAYS', 'MONTHS')),
    source    text    NOT NULL
);
INSERT INTO calendar.silence_rule (procedure, amount, unit, source)
SELECT procedure, 12, 'CALENDAR_DAYS', 'Điều 102 Luật Xây dựng 2014 (sửa đổi năm 2020): 12 ngày kể từ ngày nhận được hồ sơ'
FROM unnest(ARRAY['1.013225', '1.013226', '1.013229']) procedure;

INSERT INTO calendar.extension_rule (kind, amount, unit, times, name_vi, name_en, source) VALUES
    ('construction-permit', 10, 'CALENDAR_DAYS', 1, 'cấp giấy phép xây dựng cần xem xét thêm',
     'building permit that needs further study',
     'Điều 102 Luật Xây dựng 2014 (sửa đổi năm 2020): không quá 10 ngày kể từ ngày hết hạn');

-- To which procedures a rule applies: one by its code, or all of a sector by its name.
CREATE TABLE calendar.extension_scope (
    kind      text NOT NULL REFERENCES calendar.extension_rule,
    procedure text,
    sector    text,
    CHECK (num_nonnulls(procedure, sector) = 1),
    UNIQUE NULLS NOT DISTINCT (kind, procedure, sector)
);
INSERT INTO calendar.extension_scope (kind, procedure, sector) VALUES
    ('complaint', NULL, 'Giải quyết khiếu nại'),
    ('denunciation', NULL, 'Giải quyết tố cáo'),
    ('construction-permit', '1.013225', NULL),
    ('construction-permit', '1.013226', NULL),
    ('construction-permit', '1.013229', NULL);

-- What a change replaced, so that the calendars can be told as they were before it. Null: nothing, or not known.
ALTER TABLE calendar.change ADD before jsonb;
