package com.sparkify.local.command;

import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "sql", description = "Runs Spark SQL over the tables; rows are tab-separated.")
final class SqlCommand implements Callable<Integer> {

    @Mixin
    private OutOption out;

    @Parameters(paramLabel = "SQL", description = "One statement, such as \"SELECT count(*) FROM songplays\".")
    private String sql;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (sql.isBlank()) {
            throw CommandFailure.usage("The statement is empty; such as \"SELECT count(*) FROM songplays\"");
        }
        // Names of columns are for people; a script gets the rows alone.
        var arguments = Boolean.getBoolean("sparkify.terminal.out") ? List.of("--header", sql) : List.of(sql);
        new TableQuery(new OutFolder(out.path())).run(arguments, Redirect.INHERIT);
        return 0;
    }
}
