package com.sparkify.local.emr;

import java.io.IOException;

/** Starts the process of a run, as the service starts a driver. */
public interface Driver {

    /** Starts the process, which may have ended on return; the caller waits for it and may kill it. */
    Process start(JobRun run) throws IOException;
}
