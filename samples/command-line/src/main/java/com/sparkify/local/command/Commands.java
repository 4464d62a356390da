package com.sparkify.local.command;

import com.sparkify.local.replay.ReplayCommand;
import com.sparkify.local.sql.QueryFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jline.utils.Levenshtein;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands and their error handling: one line, and a stack trace only with {@code --verbose}. */
@Command(
        name = "sparkify",
        description = "Song plays as a star schema, on one machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            LocalCommand.class,
            UpCommand.class,
            ReplayCommand.class,
            SqlCommand.class,
            HistoryCommand.class,
            WhyCommand.class,
            SmokeCommand.class,
            RequestCommand.class,
            StatusCommand.class,
            ReportCommand.class,
            BenchCommand.class,
            GenerateCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success; for a load: nothing is pending, and every run succeeded",
            "1:a run failed, work is left, or the command itself failed",
            "2:wrong arguments",
            "130:interrupted"
        })
public final class Commands implements Runnable {

    private static final Logger ROOT = Logger.getLogger("");

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show logs and stack traces.")
    private boolean verbose;

    private CommandLine line;

    private Commands() {}

    /** Runs one command and returns its exit code. */
    public static int execute(String... arguments) {
        configureLogging();
        return commandLine().execute(arguments);
    }

    /** Reports the failure of a thread that no command waits for, in one line unless {@code --verbose}. */
    public static void uncaught(Thread thread, Throwable problem) {
        Console.system().step("sparkify: thread %s failed: %s".formatted(thread.getName(), oneLine(problem)));
        if (ROOT.isLoggable(Level.INFO)) {
            problem.printStackTrace();
        }
    }

    static CommandLine commandLine() {
        var commands = new Commands();
        commands.line = new CommandLine(commands)
                .setParameterExceptionHandler(commands::usage)
                .setExecutionExceptionHandler((problem, line, result) -> commands.failure(problem))
                .setExecutionStrategy(result -> {
                    if (commands.verbose) {
                        ROOT.setLevel(Level.INFO);
                    }
                    if (result.hasSubcommand()) {
                        // The lock of an OUT folder names the command that holds it.
                        System.setProperty(
                                "sparkify.command",
                                result.subcommand().commandSpec().name());
                    }
                    return new CommandLine.RunLast().execute(result);
                });
        // A statement may begin with a comment, which looks like an option.
        commands.line.getSubcommands().get("sql").setUnmatchedOptionsArePositionalParams(true);
        return commands.line;
    }

    @Override
    public void run() {
        throw new ParameterException(line, "Which command? One of " + names());
    }

    private String message(ParameterException problem) {
        return unknownCommand(problem)
                .map(name -> "Unknown command: '%s'. %s".formatted(name, nearest(name)))
                .orElse(problem.getMessage());
    }

    /** Both a command line and {@code help} may begin with the name of a command that does not exist. */
    private Optional<String> unknownCommand(ParameterException problem) {
        if (problem.getCommandLine() != line || problem.getArgSpec() != null) {
            return Optional.empty();
        }
        return problem instanceof UnmatchedArgumentException unmatched
                ? Optional.of(unmatched.getUnmatched().get(0))
                : Optional.ofNullable(problem.getValue());
    }

    /** Picocli's own suggestions have any pair of letters in common. */
    private String nearest(String typed) {
        int typos = typed.length() > 3 ? 2 : 1;
        return line.getSubcommands().keySet().stream()
                .min(Comparator.comparingInt(name -> Levenshtein.distance(typed, name)))
                .filter(name -> Levenshtein.distance(typed, name) <= typos)
                .map(name -> "Did you mean: " + name + "?")
                .orElse("There are " + names());
    }

    private String names() {
        return String.join(", ", line.getSubcommands().keySet());
    }

    private int usage(ParameterException problem, String[] arguments) {
        String message = message(problem);
        report(
                problem,
                message + (message.endsWith("?") ? "" : ".") + " Try: ./sparkify "
                        + problem.getCommandLine()
                                .getCommandSpec()
                                .qualifiedName()
                                .replaceFirst("sparkify ?", "")
                        + (problem.getCommandLine() == line ? "" : " ") + "--help");
        return CommandFailure.USAGE;
    }

    boolean isVerbose() {
        return verbose;
    }

    private int failure(Exception problem) {
        if (problem instanceof QueryFailure failure) {
            report(problem, failure.getMessage());
            if (verbose) {
                System.err.println(failure.trace());
            }
            return CommandFailure.FAILED;
        }
        if (problem instanceof CommandFailure failure) {
            report(problem, failure.getMessage());
            return failure.exitCode();
        }
        report(problem, oneLine(problem));
        return CommandFailure.FAILED;
    }

    private void report(Exception problem, String message) {
        Console.system().step("sparkify: " + message);
        if (verbose) {
            problem.printStackTrace();
        }
    }

    private static String oneLine(Throwable problem) {
        if (problem instanceof FileSystemException file) {
            var reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            return file.getFile() + ": " + reason;
        }
        String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        return List.of(message.split("\\R")).get(0);
    }

    private static void configureLogging() {
        try (InputStream settings = Commands.class.getResourceAsStream("/com/sparkify/local/logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
