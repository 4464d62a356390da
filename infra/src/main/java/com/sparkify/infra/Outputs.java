package com.sparkify.infra;

import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/** What whoever works with the console or the command line asks for. */
final class Outputs extends Construct {

    Outputs(Construct scope) {
        super(scope, "Outputs");
    }

    Outputs value(String name, String description, String value) {
        CfnOutput.Builder.create(this, name)
                .description(description)
                .value(value)
                .build()
                .overrideLogicalId(name);
        return this;
    }
}
