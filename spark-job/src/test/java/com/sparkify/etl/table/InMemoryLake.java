package com.sparkify.etl.table;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** A new, empty catalog in memory, for tests that need no S3. */
public final class InMemoryLake {
    private InMemoryLake() {}

    public static Catalog catalog() {
        return CatalogUtil.loadCatalog(
                InMemoryCatalog.class.getName(),
                "lake",
                Map.of(CatalogProperties.WAREHOUSE_LOCATION, "memory"),
                new Configuration());
    }
}
