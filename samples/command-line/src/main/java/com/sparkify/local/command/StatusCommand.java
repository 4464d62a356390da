package com.sparkify.local.command;

import com.sparkify.local.stack.DeployedStack;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StackPlaces;
import com.sparkify.local.stack.StandIns;
import com.sparkify.local.status.Books;
import com.sparkify.local.status.BooksJvm;
import com.sparkify.local.status.Metrics;
import com.sparkify.local.status.RestingLake;
import com.sparkify.local.status.StackStatus;
import com.sparkify.local.status.StatusText;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Shows whether the lake is up to date: pending work, runs, the last load and irregularities.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private OutOption out;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "A deployed stack, in the region and with the credentials of the AWS command line.")
    private String stack;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (stack != null && out.isGiven()) {
            throw CommandFailure.usage("Give --out OUT or --stack NAME, not both");
        }
        Console console = Console.system();
        StatusText text = stack == null ? local(console) : deployed(console);
        console.status("");
        text.lines().forEach(console::result);
        return 0;
    }

    private StatusText deployed(Console console) throws IOException {
        console.status("asking AWS");
        StackPlaces places;
        try {
            places = DeployedStack.places(stack);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.failed(e.getMessage());
        }
        try (StackClients clients = StackClients.ofAws()) {
            Instant now = Instant.now();
            StackStatus status = StackStatus.of(places, clients, now);
            return new StatusText(status, Optional.empty(), Metrics.of(clients.cloudWatch(), now), now);
        }
    }

    private StatusText local(Console console) throws IOException, InterruptedException {
        var folder = new OutFolder(out.path());
        if (Files.exists(folder.path()) && !Files.isDirectory(folder.path())) {
            throw CommandFailure.failed("--out is no folder: '" + folder.path() + "'");
        }
        if (!Files.isDirectory(folder.store())) {
            throw CommandFailure.failed(
                    "No lake in '" + folder.path() + "' yet: load something first, ./sparkify local");
        }
        StackStatus status = status(folder);
        if (!Files.isRegularFile(folder.catalog())) {
            return new StatusText(status, Optional.empty(), List.of(), Instant.now());
        }
        console.status("reading load_history");
        Books books = BooksJvm.read(Installation.current(), folder);
        return new StatusText(status, books.newest(), books.days(), Instant.now());
    }

    private static StackStatus status(OutFolder folder) throws IOException {
        Optional<StandIns> standIns = StandIns.over(folder);
        if (standIns.isEmpty()) {
            return RestingLake.status(folder);
        }
        try (StackClients clients = StackClients.of(standIns.get())) {
            // The stand-in for EMR knows runs since its start; the logs also contain earlier ones.
            return StackStatus.of(standIns.get().places(), clients, Instant.now())
                    .withLastSuccess(RestingLake.lastSuccess(folder));
        }
    }
}
