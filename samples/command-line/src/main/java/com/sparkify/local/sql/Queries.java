package com.sparkify.local.sql;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Executes statements: {@link QuerySession}, or a double without Spark in tests. */
interface Queries {

    void ask(String sql, ResultSink sink) throws IOException;

    Map<String, List<String>> tables() throws IOException;

    void asOf(String timeOrBatch);

    void cancel();
}
