-- Where each swapped day comes from, and the swaps of 2013 and 2014 that were missing.
CREATE TEMPORARY TABLE swap_source (off date, worked date, source text) ON COMMIT DROP;
INSERT INTO swap_source (off, worked, source) VALUES
    ('2010-02-19', '2010-02-27', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2012-01-27', '2012-02-04', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2012-12-31', '2013-01-05', 'Thông báo thời gian nghỉ các ngày lễ, Tết năm 2013 (Báo Thái Nguyên, 28/12/2012)'),
    ('2013-02-15', '2013-02-23', 'Thông báo thời gian nghỉ các ngày lễ, Tết năm 2013 (Báo Thái Nguyên, 28/12/2012)'),
    ('2013-04-29', '2013-05-04', 'Thông báo thời gian nghỉ các ngày lễ, Tết năm 2013 (Báo Thái Nguyên, 28/12/2012)'),
    ('2014-01-28', '2014-01-25', 'Thông báo nghỉ Tết Giáp Ngọ và ngày lễ năm 2014 (Báo Lao động)'),
    ('2014-01-29', '2014-02-08', 'Thông báo nghỉ Tết Giáp Ngọ và ngày lễ năm 2014 (Báo Lao động)'),
    ('2014-05-02', '2014-04-26', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2014-09-01', '2014-09-06', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2015-01-02', '2014-12-27', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2015-02-16', '2015-02-14', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2015-04-29', '2015-04-25', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2018-12-31', '2019-01-05', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2019-04-29', '2019-05-04', 'vacanza/holidays (MIT); chưa đối chiếu văn bản gốc'),
    ('2024-04-29', '2024-05-04', 'Công văn 2450/VPCP-KGVX ngày 12/4/2024'),
    ('2025-05-02', '2025-04-26', 'Thông báo nghỉ lễ năm 2025 (TTXVN); công văn 8726/VPCP-KGVX ngày 26/11/2024'),
    ('2026-01-02', '2026-01-10', 'Công văn 12729/VPCP-KGVX ngày 25/12/2025'),
    ('2026-08-31', '2026-08-22', 'Văn phòng Chính phủ về nghỉ Tết Âm lịch và Quốc khánh năm 2026, tháng 10/2025');

INSERT INTO calendar.special_day (calendar, date, type, name_vi, name_en, hours_of, source)
SELECT NULL, off, 'OFF',
       'Nghỉ hoán đổi, làm bù ngày ' || to_char(worked, 'FMDD/FMMM/YYYY'),
       'Day off in exchange for ' || to_char(worked, 'FMDD/FMMM/YYYY'), NULL::smallint, source
FROM swap_source
UNION ALL
SELECT NULL, worked, 'SWAP_WORK',
       'Làm bù cho ngày ' || to_char(off, 'FMDD/FMMM/YYYY'),
       'Worked in exchange for ' || to_char(off, 'FMDD/FMMM/YYYY'), extract(isodow FROM off)::smallint, source
FROM swap_source
ON CONFLICT (calendar, date) DO UPDATE SET source = EXCLUDED.source;
