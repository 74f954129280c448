package dev.wherry.cli;

import dev.wherry.generator.DurationText;
import dev.wherry.operations.housekeeping.ArchivePruning;
import dev.wherry.operations.housekeeping.FileCount;
import dev.wherry.operations.housekeeping.PruneResult;
import dev.wherry.pipeline.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes old files from an archive. */
@Command(
        name = "prune",
        description =
                "Deletes the files that were archived longer ago than the given time, whether or not the pipeline is running."
                        + " Their events stay in the raw topics. Does not touch topics and tables.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry prune --home data/home --older-than 30d --dry-run"})
final class PruneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Archive archive;

    /** The archive of a home, or any other. */
    private static final class Archive {
        @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline, to prune its archive.")
        private Path home;

        @Option(
                names = "--archive",
                paramLabel = "DIR",
                description =
                        "The archive, if it is not in a home: the --archive of the run, or the source's archive.directory."
                                + " Never the inbox: its old files would be deleted unread.")
        private Path directory;

        Path path() {
            return home == null ? directory.toAbsolutePath().normalize() : new Home(home).archive();
        }
    }

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Delete files that were archived longer ago than this, for example 30d.")
    private Duration olderThan;

    @Option(names = "--dry-run", description = "Only print what would be deleted.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Path path = archive.path();
        try {
            PruneResult result = new ArchivePruning(path, Instant.now().minus(olderThan), dryRun).run();
            spec.commandLine()
                    .getOut()
                    .println("%s%s of %s; %s stay."
                            .formatted(
                                    dryRun ? "Would delete " : "Deleted ",
                                    text(result.pruned()),
                                    path,
                                    text(result.kept())));
            return ExitCode.OK;
        } catch (IOException failure) {
            throw new UsageException("The archive " + path + " cannot be pruned (" + failure
                    + "): let this user list its directories and delete their files, and run again.");
        }
    }

    private static String text(FileCount count) {
        return "%,d files (%,d bytes)".formatted(count.files(), count.bytes());
    }
}
