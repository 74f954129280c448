package dev.wherry.cli;

import dev.wherry.contracts.Catalog;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.connectors.ConnectorsConfig;
import dev.wherry.pipeline.InboxListing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the files of an inbox. */
@Command(
        name = "files",
        description =
                "Lists what a run would do with the files of an inbox, and why. It changes nothing, and also works while a"
                        + " pipeline reads the inbox. Exits with 3 if anything that could hold events would not be read.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry files --inbox data/events/inbox"})
final class FilesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--inbox",
            paramLabel = "DIR",
            description = "The directory of incoming event files, with a subdirectory for each feed."
                    + " Required if a feed reads from it.")
    private Path inbox;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Mixin
    private SourceOverrides sourceOverrides = new SourceOverrides();

    @Option(
            names = "--all",
            description = "List every file. Default: of each feed, the first " + FileTable.SHOWN
                    + " files with the same fate.")
    private boolean all;

    @Override
    public Integer call() throws IOException {
        if (inbox != null) {
            InboxDirectory.require(inbox, " Correct the name, or create it; with --create, `wherry run` creates it.");
        }
        Catalog catalog = Catalog.load(contracts.directory(null));
        PrintWriter out = spec.commandLine().getOut();
        if (catalog.inboxFeeds().isEmpty()) {
            out.println("These contracts read no inbox: each feed has a source in its feed file.");
            return ExitCode.OK;
        }
        if (inbox == null) {
            throw new UsageException("--inbox is missing: name the directory with the subdirectories of the feeds.");
        }
        FileTable table = new FileTable(out, all);
        InboxListing listing = InboxListing.of(inbox, sourceConfig(catalog), CellText::of, table::add);
        table.end();
        listing.feeds()
                .forEach((feed, files) ->
                        out.println("Feed %s: %,d to read, %,d bytes".formatted(feed, files.files(), files.bytes())));
        return verdict(listing, out);
    }

    /** As of a run with these options. */
    private Map<String, String> sourceConfig(Catalog catalog) {
        List<String> faults = sourceOverrides.faults();
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
        return ConnectorConfigs.source(
                catalog,
                inbox.toString(),
                inbox + "-archive",
                ConnectorsConfig.DEFAULT.withSourceOverrides(sourceOverrides.options()));
    }

    private static int verdict(InboxListing listing, PrintWriter out) {
        List<String> problems = new ArrayList<>(listing.ignored().sentences().values());
        if (listing.inaccessible() > 0) {
            problems.add("What is unreadable (%,d) could hold events: give this user read permission, or take it away."
                    .formatted(listing.inaccessible()));
        }
        if (listing.expected() > 0) {
            out.println("Left alone as expected: %,d".formatted(listing.expected()));
        }
        if (problems.isEmpty()) {
            return ExitCode.OK;
        }
        out.println("Not read:");
        problems.forEach(problem -> out.println("- " + problem));
        return ExitCode.CHECK_FAILED;
    }
}
