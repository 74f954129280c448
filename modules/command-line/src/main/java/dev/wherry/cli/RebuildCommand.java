package dev.wherry.cli;

import dev.wherry.audit.StateDigest;
import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.embedded.HomeLock;
import dev.wherry.generator.DurationText;
import dev.wherry.operations.rebuild.PipelineReset;
import dev.wherry.pipeline.EmbeddedStreamsConfig;
import dev.wherry.pipeline.GivenServices;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rebuilds all derived state from the raw topics. */
@Command(
        name = "rebuild",
        description =
                "Discards everything derived from the raw topics (the streams app's state, its topics and the rows of the"
                        + " tables), rebuilds it and audits the result. With TYPE, only rows of that type are written again. If it is interrupted, `rebuild` or `run` completes it. On an"
                        + " existing cluster it only discards; the streams app rebuilds when it is restarted. Exits with 3 if the"
                        + " audit finds differences, or if the result is not as before.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples: wherry rebuild --home data/home", "          wherry rebuild card --home data/home"})
final class RebuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "TYPE",
            description = "Rebuild only the rows of this type, from what the streams app has kept of its events, while"
                    + " everything else runs on. Default: everything.")
    private String type;

    @Mixin
    private ServiceOptions services = new ServiceOptions();

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description = "On an existing cluster: the streams app's application.id. Default: ${DEFAULT-VALUE}.")
    private String applicationId = EmbeddedStreamsConfig.APPLICATION_ID;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Give up when there is no progress for this time. Default: 2m.")
    private Duration stallTimeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Catalog catalog = Catalog.load(contracts.directory(services.home));
        if (type != null) {
            return rebuildType(catalog, TypeName.resolve(type, catalog), out);
        }
        return services.home == null ? reset(catalog, out) : rebuild(catalog, out);
    }

    private int reset(Catalog catalog, PrintWriter out) throws SQLException {
        try (ServiceConnection connection = ServiceConnection.open(services)) {
            PipelineReset reset = new PipelineReset(connection.target(), catalog, applicationId);
            reset.check();
            reset.run(step -> {
                out.println(step);
                out.flush();
            });
        }
        out.println("Now delete the state.dir of every streams app instance, and restart them.");
        return ExitCode.OK;
    }

    private int rebuildType(Catalog catalog, Contract contract, PrintWriter out) throws IOException, SQLException {
        if (services.home != null) {
            Home home = HomeRebuild.existing(services.home);
            if (HomeLock.isFree(home.root())) {
                return homeRebuild(home, catalog, out).runForType(contract);
            }
        }
        return new RunningTypeRebuild(services, catalog, contract, stallTimeout, out).run();
    }

    private HomeRebuild homeRebuild(Home home, Catalog catalog, PrintWriter out) {
        GivenServices given = new GivenServices(services.kafka.given(), services.database.given())
                .or(HomeSettings.of(home).given());
        return new HomeRebuild(
                services.home,
                contracts.directory(services.home),
                catalog,
                given,
                stallTimeout,
                "The rebuild is not complete; `wherry run` completes it.",
                out);
    }

    private int rebuild(Catalog catalog, PrintWriter out) throws IOException, SQLException {
        Home home = HomeRebuild.existing(services.home);
        boolean interrupted = home.hasInterruptedRebuild();
        SortedMap<String, String> before = new TreeMap<>();
        return homeRebuild(home, catalog, out)
                .run(
                        target -> {
                            if (interrupted) {
                                out.println("An earlier rebuild was interrupted; the digests before it are unknown.");
                            } else {
                                before.putAll(StateDigest.of(target, catalog));
                                print("before", before, before, out);
                            }
                        },
                        target -> {
                            SortedMap<String, String> after = StateDigest.of(target, catalog);
                            print("after ", after, before, out);
                            return before.isEmpty() ? List.of() : compare(before, after, out);
                        });
    }

    /** Returns a sentence if the result is not as before. */
    private static List<String> compare(
            SortedMap<String, String> before, SortedMap<String, String> after, PrintWriter out) {
        List<String> changed = after.keySet().stream()
                .filter(name -> !after.get(name).equals(before.get(name)))
                .toList();
        if (changed.isEmpty()) {
            out.println(
                    "The result is as before. Accepted and superseded may be split differently, because a rebuild can"
                            + " read the events in another order; their sum and the tables are the same.");
            return List.of();
        }
        return List.of("The result is not as before: %s. That is right if contracts or migrations have changed, or if"
                        .formatted(String.join(", ", changed))
                + " someone had changed tables or topics; otherwise report it, with the log of this rebuild.");
    }

    private static void print(
            String label, SortedMap<String, String> digests, SortedMap<String, String> before, PrintWriter out) {
        digests.forEach((name, digest) -> out.println("%s %-20s %s%s"
                .formatted(
                        label,
                        name,
                        digest,
                        before.isEmpty() || digest.equals(before.get(name)) ? "" : "  not as before")));
        out.flush();
    }
}
