-- Whether the legal clock stands still while another agency is asked: only where the law of the procedure says so.
ALTER TABLE calendar.silence_rule ADD stops_clock boolean NOT NULL DEFAULT false;
