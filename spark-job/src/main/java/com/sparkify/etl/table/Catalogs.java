package com.sparkify.etl.table;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** Opens the catalog {@code lake} of Spark's configuration without starting Spark. */
public final class Catalogs {
    private static final String PREFIX = "spark.sql.catalog.lake.";

    private Catalogs() {}

    /** Returns the catalog of the active session's configuration if there is one, else of the JVM's. */
    public static Catalog lake() {
        Map<String, String> properties = new HashMap<>();
        if (SparkSession.getActiveSession().isDefined()) {
            CollectionConverters.asJava(
                            SparkSession.getActiveSession().get().conf().getAll())
                    .forEach((name, value) -> put(properties, name, value));
        } else {
            for (Tuple2<String, String> setting : new SparkConf().getAll()) {
                put(properties, setting._1(), setting._2());
            }
        }
        if (properties.isEmpty()) {
            throw new IllegalStateException("Spark's configuration has no catalog 'lake': set %scatalog-impl or %stype"
                    .formatted(PREFIX, PREFIX));
        }
        // a run plans dozens of scans over the same immutable manifests
        properties.putIfAbsent("io.manifest.cache-enabled", "true");
        return CatalogUtil.buildIcebergCatalog("lake", properties, new Configuration());
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (name.startsWith(PREFIX)) {
            properties.put(name.substring(PREFIX.length()), value);
        }
    }
}
