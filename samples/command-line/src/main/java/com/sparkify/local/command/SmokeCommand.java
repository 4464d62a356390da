package com.sparkify.local.command;

import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.smoke.DeploymentChecks;
import com.sparkify.local.smoke.Patience;
import com.sparkify.local.smoke.Smoke;
import com.sparkify.local.smoke.SmokeFailure;
import com.sparkify.local.smoke.SmokeTarget;
import com.sparkify.local.smoke.SmokeTargets;
import com.sparkify.local.smoke.TableJvm;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "smoke",
        description = {
            "Tests a stack: uploads a small log file, waits for its row, reads it back, and retracts it.",
            "Names the stage that failed and the likely cause. Without --stack it tests the local stand-ins."
        })
final class SmokeCommand implements Callable<Integer> {

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "A deployed stack, in the region and with the credentials of the AWS command line.")
    private String stack;

    @Option(
            names = "--log-prefix",
            paramLabel = "PREFIX",
            description = "Prefix of the stack's logs (default: ${DEFAULT-VALUE}).")
    private String logPrefix = "log_data/";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.system();
        try (SmokeTargets targets = new SmokeTargets()) {
            if (stack == null) {
                local(console, targets);
            } else {
                deployed(console, targets);
            }
        } catch (SmokeFailure e) {
            throw CommandFailure.failed(e.getMessage());
        }
        console.result("smoke ok");
        return 0;
    }

    private void deployed(Console console, SmokeTargets targets) throws SmokeFailure, InterruptedException {
        SmokeTarget target;
        try {
            target = targets.deployed(stack, logPrefix);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.failed(e.getMessage());
        }
        new DeploymentChecks(target, targets.iam(), targets.vcpuQuota(), console::step).run();
        prove(console, target, Patience.AWS);
    }

    private static void local(Console console, SmokeTargets targets)
            throws IOException, SmokeFailure, InterruptedException {
        Path out = Files.createTempDirectory("sparkify-smoke");
        try (var running =
                Closing.of(LocalStack.start(Installation.current(), StackSettings.defaults(out), run -> {}))) {
            prove(console, targets.local(running.resource()), Patience.STAND_INS);
        } finally {
            FileTree.delete(List.of(out));
        }
    }

    private static void prove(Console console, SmokeTarget target, Patience patience)
            throws SmokeFailure, InterruptedException {
        new Smoke(target, patience, new TableJvm(Installation.current(), target), console::step).run();
    }
}
