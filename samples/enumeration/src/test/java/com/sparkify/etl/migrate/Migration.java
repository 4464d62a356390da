package com.sparkify.etl.migrate;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.io.PrintStream;

/** Stands in for what brings up a lake of an earlier release: here is none. */
public final class Migration {
    public Migration(LakeTables tables, TableWriter writer, PrintStream out) {}

    public static boolean isNeeded(LakeTables tables) {
        return false;
    }

    public void run(ObjectStore lake, String state, Workers workers) {}
}
