package dev.wherry.it.faults;

import dev.wherry.generator.DurationText;
import dev.wherry.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ./wherry-faults}. */
@Command(
        name = "wherry-faults",
        description =
                "Injects random faults into a running pipeline while events are written, and checks after each that"
                        + " nothing is lost or duplicated.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: nothing is lost, duplicated or stuck; in a soak, no measure grew",
            "1: the campaign could not run",
            "2: invalid options",
            "3: differences were found; they are listed, and the home directory is kept"
        })
public final class FaultsMain implements Callable<Integer> {
    private static final int DIFFERENCES_FOUND = 3;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationText.class,
            description = "Duration of the campaign, such as 90s or 60m. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--soak",
            paramLabel = "TIME",
            converter = DurationText.class,
            description =
                    "Run for this long without faults, and sample resource usage every minute; it must stay flat.")
    private Duration soak;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed for the choice and order of faults. Default: random.")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "40",
            description = "Card events per second; user events at a tenth of this rate. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Directory for all data; must not exist. Default: a temporary directory, deleted at the end.")
    private Path home;

    @Option(names = "--only", paramLabel = "TEXT", description = "Inject only faults whose name contains this text.")
    private String only = "";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File for the results as JSON. Default: target/faults.json in the project.")
    private Path json = Project.DIRECTORY.resolve("target/faults.json");

    private volatile boolean differencesFound;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultsMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (seed == null) {
            seed = System.nanoTime();
        }
        System.out.println("seed " + seed);
        Path directory = home == null ? Files.createTempDirectory("wherry-faults") : Files.createDirectory(home);
        TestCluster cluster = TestCluster.start(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cluster, directory)));
        List<String> differences = soak == null ? campaign(cluster) : soak(cluster);
        differencesFound = !differences.isEmpty();
        if (differencesFound) {
            cluster.keepDisk();
            System.out.println("seed " + seed + ", home " + directory + " (unmount " + directory.resolve("disk")
                    + " before you delete it)");
            differences.forEach(System.out::println);
        }
        return differencesFound ? DIFFERENCES_FOUND : 0;
    }

    private List<String> campaign(TestCluster cluster) throws Exception {
        try (Campaign campaign = new Campaign(cluster, seed, rate)) {
            campaign.faults().removeIf(fault -> !fault.name().contains(only));
            try {
                campaign.runFor(duration);
                return List.of();
            } catch (Campaign.UnbalancedBooksException unbalanced) {
                return unbalanced.differences();
            } finally {
                report(campaign.statistics(), campaign.interventions());
            }
        }
    }

    private List<String> soak(TestCluster cluster) throws Exception {
        SimulatedOperator operator = new SimulatedOperator(cluster);
        try (EventWriters writers = new EventWriters(cluster, seed, rate);
                TruthComparison comparison = new TruthComparison(cluster, writers, operator, Duration.ofMinutes(2))) {
            SoakRun soakRun = new SoakRun(cluster, writers, operator);
            soakRun.runFor(soak);
            operator.takeFailures().forEach(failure -> System.out.println("task restarted after: " + failure));
            System.out.print(operator.interventions());
            soakRun.verdict().forEach(System.out::println);
            writers.pauseToCompare();
            List<String> differences = new ArrayList<>(comparison.compare().differences());
            differences.addAll(AuditCheck.differences(cluster));
            System.out.println(differences.isEmpty() ? "the books balance" : "the books do not balance");
            differences.addAll(soakRun.growing());
            return differences;
        }
    }

    private void report(FaultStatistics statistics, String interventions) throws IOException {
        System.out.println(statistics.injected() + " faults");
        System.out.println(statistics.markdown());
        System.out.print(interventions);
        statistics.failures().forEach(failure -> System.out.println("task restarted after: " + failure));
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, statistics.json());
        System.out.println("results as JSON: " + json);
    }

    /** Stops all processes when this JVM ends. Deletes a temporary home unless there are differences to analyse. */
    private void end(TestCluster cluster, Path directory) {
        try {
            cluster.close();
            if (home == null && !differencesFound) {
                delete(directory);
            }
        } catch (Exception e) { // a shutdown hook has no caller
            System.err.println("cleanup failed: " + e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
