package com.sparkify.local.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Local Spark settings: master, addresses, folders, and the application's {@code runtimeConfiguration}. The stand-in
 * adds them to every run, as EMR Serverless does; neither the launcher nor the job knows them.
 *
 * @param configuration of the application: catalog, time zone and others
 * @param temporary folder for shuffle files, removed with the run
 */
public record SparkDefaults(Map<String, String> configuration, Path temporary) {

    public SparkDefaults {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    }

    List<String> arguments() {
        var arguments = new ArrayList<String>();
        properties().forEach((name, value) -> arguments.addAll(List.of("--conf", name + "=" + value)));
        return arguments;
    }

    Map<String, String> properties() {
        var properties = new LinkedHashMap<String, String>();
        properties.put("spark.master", "local[2]");
        properties.put("spark.sql.shuffle.partitions", "2");
        properties.put(
                "spark.sql.warehouse.dir",
                temporary.resolve("spark-warehouse").toUri().toString());
        properties.put("spark.ui.enabled", "false");
        properties.put("spark.driver.host", "127.0.0.1");
        properties.put("spark.driver.bindAddress", "127.0.0.1");
        properties.put("spark.local.dir", temporary.toString());
        properties.putAll(configuration);
        return properties;
    }
}
