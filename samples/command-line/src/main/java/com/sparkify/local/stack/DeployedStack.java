package com.sparkify.local.stack;

import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** A deployed CloudFormation stack, described by its outputs. */
public final class DeployedStack {

    private DeployedStack() {}

    /**
     * Reads the outputs, with the default region and credentials.
     *
     * @throws IllegalArgumentException if the stack does not exist or is not a Sparkify stack
     */
    public static StackPlaces places(String name) {
        try (CloudFormationClient cloudFormation = CloudFormationClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            return places(cloudFormation, name);
        } catch (SdkClientException e) {
            throw new IllegalArgumentException("Stack '" + name + "' cannot be looked up: " + e.getMessage(), e);
        }
    }

    static StackPlaces places(CloudFormationClient cloudFormation, String name) {
        try {
            List<Output> outputs = cloudFormation
                    .describeStacks(describe -> describe.stackName(name))
                    .stacks()
                    .get(0)
                    .outputs();
            var values = new TreeMap<String, String>();
            outputs.forEach(output -> values.put(output.outputKey(), output.outputValue()));
            return StackPlaces.of(values);
        } catch (CloudFormationException e) {
            throw new IllegalArgumentException("Stack '" + name + "' cannot be looked up: " + e.getMessage(), e);
        }
    }
}
