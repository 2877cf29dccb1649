-- Officers of the demo authority are told apart for good, so that without the demo none of them can act or sign in.
ALTER TABLE organization.officer ADD COLUMN demo boolean NOT NULL DEFAULT false;
