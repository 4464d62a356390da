package com.sparkify.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

class StackPlacesTest {

    private final Map<String, String> outputs = new TreeMap<>(Map.of(
            "LogBucket", "their-logs",
            "Lake", "s3://their-lake/some/path/",
            "QueueUrl", "https://sqs/queue",
            "DeadLetterQueueUrl", "https://sqs/dead",
            "ApplicationId", "00fabc",
            "LauncherFunction", "sparkify-launcher",
            "LauncherAlias", "live",
            "Dashboard", "https://console"));

    @Test
    void theOutputsOfAStackNameItsPlaces() {
        var places = DeployedStack.places(new Stacks(), "Sparkify");

        assertThat(places.inputBucket()).isEqualTo("their-logs");
        assertThat(places.lakeBucket()).isEqualTo("their-lake");
        assertThat(places.lakeKey("pending/")).isEqualTo("some/path/pending/");
        assertThat(places.function()).isEqualTo("sparkify-launcher:live");
    }

    @Test
    void aLakeAtTheRootOfItsBucketAddsNothingToAKey() {
        outputs.put("Lake", "s3://their-lake");

        assertThat(DeployedStack.places(new Stacks(), "Sparkify").lakeKey("state/current.json"))
                .isEqualTo("state/current.json");
    }

    @Test
    void aStackOfSomebodyElseIsToldByTheOutputThatIsMissing() {
        outputs.remove("QueueUrl");

        assertThatThrownBy(() -> DeployedStack.places(new Stacks(), "Sparkify"))
                .hasMessageStartingWith("The stack has no output 'QueueUrl', only ApplicationId, Dashboard");
    }

    @Test
    void anUnknownStackIsToldByItsName() {
        assertThatThrownBy(() -> DeployedStack.places(new Stacks(), "nonsense"))
                .hasMessageStartingWith("Stack 'nonsense' cannot be looked up: Stack with id nonsense does not exist");
    }

    private final class Stacks implements CloudFormationClient {
        @Override
        public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
            if (!request.stackName().equals("Sparkify")) {
                throw CloudFormationException.builder()
                        .message("Stack with id " + request.stackName() + " does not exist")
                        .build();
            }
            var list = outputs.entrySet().stream()
                    .map(output -> Output.builder()
                            .outputKey(output.getKey())
                            .outputValue(output.getValue())
                            .build())
                    .toList();
            return DescribeStacksResponse.builder()
                    .stacks(Stack.builder().outputs(list).build())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
