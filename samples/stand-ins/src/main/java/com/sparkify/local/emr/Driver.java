package com.sparkify.local.emr;

import java.io.IOException;

/** Starts the process that executes a run, as the service starts a driver. */
public interface Driver {

    /** The process is alive or has ended; the caller waits for it and may kill it. */
    Process start(JobRun run) throws IOException;
}
