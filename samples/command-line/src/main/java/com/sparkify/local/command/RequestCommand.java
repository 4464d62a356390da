package com.sparkify.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.lambda.FunctionException;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.PublishedMirror;
import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StackSettings;
import com.sparkify.local.stack.StandIns;
import com.sparkify.local.status.StackStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

@Command(
        name = "request",
        description = {
            "Sends a request or event to the launcher, waits until nothing is pending, and prints the response.",
            "If ./sparkify up is running on OUT, it receives the request; else the stand-ins are started."
        })
final class RequestCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The nudge after a run takes a moment. */
    private static final int MOST_LOOKS_WITHOUT_A_RUN = 20;

    @Mixin
    private OutOption out;

    @Parameters(
            paramLabel = "JSON",
            description = "Such as '{\"load\": {\"from\": \"2018-11-12\", \"to\": \"2018-11-14\"}}'.")
    private String json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] event = event();
        Console console = Console.system();
        var folder = new OutFolder(out.path());
        Optional<StandIns> standIns = StandIns.over(folder);
        return standIns.isPresent() ? send(console, standIns.get(), event) : sendAlone(console, folder, event);
    }

    private byte[] event() {
        try {
            if (!JSON.readTree(json).isObject()) {
                throw CommandFailure.usage("A request is a JSON object such as {\"sweep\": {}}: '" + json + "'");
            }
        } catch (JsonProcessingException e) {
            throw CommandFailure.usage("The request is not JSON: %s (line %d, column %d)"
                    .formatted(
                            e.getOriginalMessage().replaceFirst("(?s)( \\(start marker|\n).*", ""),
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr()));
        }
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private int sendAlone(Console console, OutFolder folder, byte[] event) throws IOException, InterruptedException {
        var report = new RunReport(console, folder);
        console.status("starting the local stand-ins");
        var settings = StackSettings.defaults(folder.path());
        try (var running = Closing.of(
                LocalStack.start(Installation.current(), settings, report::changed),
                "Interrupted: what the launcher has accepted is done with the next load")) {
            LocalStack stack = running.resource();
            byte[] answer;
            try {
                answer = stack.invoke(event);
            } catch (FunctionException e) {
                throw refused(e.getMessage());
            }
            var settling = new Settling(console, stack, report);
            settling.await();
            new PublishedMirror(stack.out()).update();
            console.status("");
            console.result(text(answer));
            settling.requireAllDone();
        }
        return 0;
    }

    private int send(Console console, StandIns standIns, byte[] event) throws IOException, InterruptedException {
        try (StackClients clients = StackClients.of(standIns)) {
            InvokeResponse response = clients.lambda()
                    .invoke(invoke ->
                            invoke.functionName(standIns.places().function()).payload(SdkBytes.fromByteArray(event)));
            if (response.functionError() != null) {
                throw refused(response.payload().asUtf8String());
            }
            try {
                awaitLoaded(console, standIns, clients);
            } finally {
                console.status("");
                console.result(text(response.payload().asByteArray()));
            }
        }
        return 0;
    }

    /** An idle run may linger, so only queued and pending work counts. */
    private static void awaitLoaded(Console console, StandIns standIns, StackClients clients)
            throws InterruptedException {
        console.status("waiting until nothing is pending");
        for (int looks = 0; looks < MOST_LOOKS_WITHOUT_A_RUN; ) {
            StackStatus status = StackStatus.of(standIns.places(), clients, Instant.now());
            if (status.isLoaded()) {
                return;
            }
            looks = status.queued().isEmpty() && status.runs().active().isEmpty() ? looks + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw CommandFailure.failed(
                "Manifests are still pending and no run loads them: see the output of ./sparkify up");
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8).strip();
    }

    /** Lambda's response for a function that threw is a document whose message is the reason. */
    private static CommandFailure refused(String problem) {
        String reason = problem;
        try {
            JsonNode message = JSON.readTree(problem).path("errorMessage");
            reason = message.isTextual() ? message.asText() : problem;
        } catch (JsonProcessingException e) {
            // the text itself is the reason
        }
        return CommandFailure.failed(
                "The launcher refuses it: " + reason.lines().findFirst().orElse("it gave no reason"));
    }
}
