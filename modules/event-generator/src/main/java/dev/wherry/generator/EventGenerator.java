package dev.wherry.generator;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code generate users|cards}: the services as commands. */
@Command(
        name = "generate",
        description = "Writes event files, as the users or the cards service does.",
        synopsisSubcommandLabel = "(users | cards)")
public final class EventGenerator implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    public static void main(String[] args) {
        System.exit(new CommandLine(new EventGenerator()).execute(args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say which service: users or cards");
    }

    @Command(description = "Writes the 1000 users, each once.")
    int users(@Mixin GeneratorArguments arguments) throws InterruptedException {
        return run(Kind.USERS, arguments);
    }

    @Command(description = "Writes new and modified cards until it is stopped.")
    int cards(@Mixin GeneratorArguments arguments) throws InterruptedException {
        return run(Kind.CARDS, arguments);
    }

    private GeneratorConfig options(Kind kind, GeneratorArguments arguments) {
        try {
            return arguments.options(kind);
        } catch (IllegalArgumentException e) {
            CommandLine command = spec.commandLine().getSubcommands().get(kind.table());
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    @SuppressWarnings("try") // the log is written to elsewhere
    private int run(Kind kind, GeneratorArguments arguments) throws InterruptedException {
        GeneratorConfig options = options(kind, arguments);
        CommandLine command = spec.commandLine();
        CountDownLatch reported = new CountDownLatch(1);
        try (EventLog log = EventLog.to(arguments.log());
                EventService service = EventService.start(options)) {
            // On Ctrl-C what has been begun is still finished and the truth saved, and this thread still says how it
            // ended.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, reported)));
            service.await();
            command.getOut()
                    .printf(
                            "%s: %d events written to %s%n",
                            options.kind().table(), service.written(), options.directory());
            command.getOut().flush();
            return ExitCode.OK;
        } catch (IOException e) {
            command.getErr().println(e.getMessage());
            return ExitCode.SOFTWARE;
        } finally {
            reported.countDown();
        }
    }

    private static void stop(EventService service, CountDownLatch reported) {
        service.stop();
        try {
            reported.await();
        } catch (InterruptedException e) {
            // Nobody interrupts a shutdown hook; if somebody did, there would be nothing left to do but end.
            Thread.currentThread().interrupt();
        }
    }
}
