-- The few procedures of a life event, found among all for every visit of the home page. Not a partial index: with all
-- rows in it the planner learns how few they are.
CREATE INDEX procedure_version_life_event ON catalog.procedure_version ((record ->> 'lifeEvent'));
