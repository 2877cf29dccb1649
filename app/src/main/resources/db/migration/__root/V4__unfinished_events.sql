-- Unfinished events are looked for every few seconds among all those delivered in the last days.
CREATE INDEX event_publication_by_status_idx ON platform.event_publication (status);
