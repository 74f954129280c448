package dev.wherry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.generator.DurationText;
import dev.wherry.operations.erase.Erasure;
import dev.wherry.operations.erase.ErasurePlan;
import dev.wherry.pipeline.GivenServices;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeErasure;
import dev.wherry.pipeline.HomeSettings;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Erases one entity from a home. */
@Command(
        name = "erase",
        description =
                "Erases all events of one entity: in the raw topics, the archive and the inbox, and, by a rebuild, in the state, the"
                        + " quarantine and the tables. Stop the pipeline first. Records the erasure without the key, and audits the"
                        + " result. If it is interrupted, `erase` or `run` completes it. Exits with 3 if the audit finds differences.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry erase card 4711 --home data/home --inbox data/events/inbox"})
final class EraseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TYPE", description = "The type of the entity, as its contract names it.")
    private String type;

    @Parameters(
            index = "1",
            paramLabel = "KEY",
            description = "The key of the entity, as `wherry consume state.TYPE` shows it.")
    private String key;

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The home of the pipeline.")
    private Path homeDirectory;

    @Option(
            names = "--inbox",
            paramLabel = "DIR",
            description = "The inbox, whose files may hold events of the entity, too. Default: none is searched.")
    private Path inbox;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "The directory of finished files. Default: archive in the home.")
    private Path archive;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(names = "--yes", description = "Erase without asking. Required where there is no terminal.")
    private boolean confirmed;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Give up the rebuild when there is no progress for this time. Default: 2m.")
    private Duration stallTimeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Home home = HomeRebuild.existing(homeDirectory);
        Path contractsDirectory = contracts.directory(homeDirectory);
        Catalog catalog = Catalog.load(contractsDirectory);
        Contract contract = TypeName.resolve(type, catalog);
        GivenServices given = new GivenServices(Optional.empty(), database.given())
                .or(HomeSettings.of(home).given());
        boolean interrupted = HomeErasure.completeInterrupted(home, catalog, given.database(), step -> {})
                || HomeErasure.isUnverified(home)
                || home.hasInterruptedRebuild();
        if (interrupted) {
            out.println("An earlier erasure or rebuild was interrupted, and is completed now.");
            out.flush();
        }
        boolean erased = erase(home, given, catalog, contract, out);
        if (!erased && !interrupted) {
            return ExitCode.OK;
        }
        return new HomeRebuild(
                        homeDirectory,
                        contractsDirectory,
                        catalog,
                        given,
                        stallTimeout,
                        "The rebuild after the erasure is not complete; `wherry erase` or `wherry run` completes it.",
                        out)
                .complete();
    }

    /** Returns whether something was erased. */
    private boolean erase(Home home, GivenServices given, Catalog catalog, Contract contract, PrintWriter out)
            throws IOException, SQLException {
        List<Path> directories = new ArrayList<>();
        directories.add(archive == null ? home.archive() : archive);
        if (inbox != null) {
            directories.add(inbox);
        }
        try (HomeErasure erasure = HomeErasure.open(home, catalog, given.database())) {
            Erasure.Found found = erasure.find(contract, key.getBytes(UTF_8), directories);
            print(found, out);
            if (found.plan().erasesNothing() || !isConfirmed()) {
                return false;
            }
            erasure.run(found.plan(), step -> {});
        }
        out.println("Erased. Rebuilding everything that was derived from the events.");
        out.flush();
        return true;
    }

    private void print(Erasure.Found found, PrintWriter out) {
        ErasurePlan plan = found.plan();
        if (plan.erasesNothing()) {
            out.println("There are no events of %s %s. Write the key as the records of state.%s have it."
                    .formatted(type, key, type));
        } else {
            out.println("%,d raw events and %,d files hold events of %s %s."
                    .formatted(plan.events(), plan.files().size(), type, key));
        }
        if (inbox == null) {
            out.println("No inbox was searched: without --inbox, its files stay as they are.");
        }
        if (found.unreadableEvents() + found.unreadableFiles() > 0) {
            out.println(
                    "%,d raw events and %,d documents or lines in files have no readable key and stay: look for the entity in them with `wherry consume`."
                            .formatted(found.unreadableEvents(), found.unreadableFiles()));
        }
        out.flush();
    }

    private boolean isConfirmed() {
        if (confirmed) {
            return true;
        }
        Console console = System.console();
        if (console == null) {
            throw new UsageException("Nothing was erased: there is no terminal to confirm it on; add --yes.");
        }
        return "yes".equals(console.readLine("Erase them for good? Type yes: "));
    }
}
