package com.sparkify.local.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is local about Spark: master, catalog, time zone. The stand-in adds it to every run, as an EMR application adds
 * its {@code runtimeConfiguration}; neither the launcher nor the job knows it.
 *
 * @param catalog the SQLite file of the JDBC catalog
 * @param temporary a folder for shuffle files, removed with the run
 */
public record SparkDefaults(Path catalog, Path temporary) {

    List<String> arguments() {
        var arguments = new ArrayList<String>(List.of("--master", "local[2]"));
        properties().forEach((name, value) -> arguments.addAll(List.of("--conf", name + "=" + value)));
        return arguments;
    }

    private Map<String, String> properties() {
        var properties = new LinkedHashMap<String, String>();
        properties.put("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        properties.put("spark.sql.catalog.lake.type", "jdbc");
        properties.put("spark.sql.catalog.lake.uri", "jdbc:sqlite:" + catalog);
        properties.put("spark.sql.catalog.lake.warehouse", "s3://sparkify-lake/warehouse");
        properties.put("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
        properties.put("spark.sql.defaultCatalog", "lake");
        properties.put("spark.sql.session.timeZone", "UTC");
        properties.put("spark.sql.catalogImplementation", "in-memory");
        properties.put("spark.sql.shuffle.partitions", "2");
        properties.put(
                "spark.sql.warehouse.dir",
                temporary.resolve("spark-warehouse").toUri().toString());
        properties.put("spark.ui.enabled", "false");
        properties.put("spark.driver.host", "127.0.0.1");
        properties.put("spark.driver.bindAddress", "127.0.0.1");
        properties.put("spark.local.dir", temporary.toString());
        return properties;
    }
}
