package com.sparkify.local.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The catalog configuration of the deployed application, with SQLite instead of Glue. */
public final class LakeCatalog {

    private LakeCatalog() {}

    /** @param file the SQLite file of the JDBC catalog */
    public static Map<String, String> configuration(Path file) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        properties.put("spark.sql.catalog.lake.type", "jdbc");
        properties.put("spark.sql.catalog.lake.uri", "jdbc:sqlite:" + file);
        properties.put("spark.sql.catalog.lake.warehouse", "s3://" + LocalStack.LAKE_BUCKET + "/warehouse");
        properties.put("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
        properties.put("spark.sql.defaultCatalog", "lake");
        properties.put("spark.sql.session.timeZone", "UTC");
        properties.put("spark.sql.catalogImplementation", "in-memory");
        return properties;
    }

    /**
     * The same catalog for programs that only read: they read the files of the store, because neither server nor client
     * of S3 is needed then, whose start would take longer than most queries.
     */
    public static Map<String, String> readingConfiguration(OutFolder out) {
        Map<String, String> properties = configuration(out.catalog());
        properties.put("spark.sql.catalog.lake.io-impl", "com.sparkify.etl.query.StoreFolderIO");
        properties.put("spark.sql.catalog.lake.store-folder", out.store().toString());
        return properties;
    }
}
