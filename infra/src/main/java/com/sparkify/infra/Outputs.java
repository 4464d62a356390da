package com.sparkify.infra;

import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/** Stack outputs for users of the console and the command line. */
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
