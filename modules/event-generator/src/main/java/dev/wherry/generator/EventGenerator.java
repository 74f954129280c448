package dev.wherry.generator;

import dev.wherry.generator.api.ApiCommand;
import dev.wherry.generator.lake.LakeCommand;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code generate}: runs a service, or makes something to read from. */
@Command(
        name = "generate",
        description = "Writes event files as the users or cards service does, or makes a source to read from.",
        mixinStandardHelpOptions = true,
        subcommands = {ApiCommand.class, LakeCommand.class},
        synopsisSubcommandLabel = "(users | cards | api | lake)")
public final class EventGenerator implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new EventGenerator()).execute(args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Specify what to generate: users, cards, api or lake");
    }

    @Command(description = "Writes the 1000 users, each once.", mixinStandardHelpOptions = true)
    int users(@Mixin GeneratorArguments arguments) throws InterruptedException {
        return run(ServiceKind.USERS, arguments);
    }

    @Command(description = "Writes new and modified cards until stopped.", mixinStandardHelpOptions = true)
    int cards(@Mixin GeneratorArguments arguments) throws InterruptedException {
        return run(ServiceKind.CARDS, arguments);
    }

    private GeneratorConfig config(ServiceKind kind, GeneratorArguments arguments) {
        try {
            return arguments.toConfig(kind);
        } catch (IllegalArgumentException e) {
            CommandLine command = spec.commandLine().getSubcommands().get(kind.table());
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    @SuppressWarnings("try") // the log is only closed
    private int run(ServiceKind kind, GeneratorArguments arguments) throws InterruptedException {
        GeneratorConfig config = config(kind, arguments);
        CommandLine command = spec.commandLine();
        CountDownLatch reported = new CountDownLatch(1);
        try (EventLog log = EventLog.to(arguments.log());
                EventService service = EventService.start(config)) {
            // On Ctrl-C the service still completes its files and saves the truth, and this thread reports the result.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, reported)));
            service.await();
            command.getOut()
                    .printf(
                            "%s: %d events written to %s%n",
                            config.kind().table(), service.written(), config.directory());
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
            // Nothing is left to do but end.
            Thread.currentThread().interrupt();
        }
    }
}
