package com.sparkify.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.constructs.Construct;

/** The two Glue databases: the star schema and the loader's own tables. They outlive the stack. */
final class Catalog extends Construct {
    static final String TABLES = "sparkify";
    static final String INTERNAL = "sparkify_internal";
    static final List<String> DATABASES = List.of(TABLES, INTERNAL);

    Catalog(Construct scope, DeploymentSettings settings, Names names) {
        super(scope, "Catalog");
        if (settings.createDatabases()) {
            database("Tables", TABLES, "Sparkify's star schema (Iceberg)", names);
            database("Internal", INTERNAL, "What each object contributed, and the loader's history (Iceberg)", names);
        }
    }

    private void database(String id, String name, String description, Names names) {
        // No location: the tables' default location is the lake's warehouse folder, as the Spark catalog configures it.
        CfnDatabase.Builder.create(this, id)
                .catalogId(names.account())
                .databaseName(name)
                .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                        .name(name)
                        .description(description)
                        .build())
                .build()
                // Glue deletes a database together with its tables.
                .applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
}
