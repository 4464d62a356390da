-- The first statement of a load's transaction: a second load waits here until the first has ended, and only then reads the
-- files and touches the tables. So loads do not deadlock, and an older state of the files never replaces a newer one.
DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('sparkify load')); END $$;
