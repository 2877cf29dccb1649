-- When a job that failed was to be done at first: the next round of a timer that repeats is counted from it.
ALTER TABLE process.job ADD COLUMN planned_at timestamptz;
