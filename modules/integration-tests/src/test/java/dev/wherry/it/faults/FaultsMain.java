package dev.wherry.it.faults;

import dev.wherry.generator.DurationText;
import dev.wherry.it.Page;
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

/** {@code ./wherry-faults}. */
@Command(
        name = "wherry-faults",
        description = "Breaks the pipeline's parts at random while events are written, and holds the books against the"
                + " truth after each fault.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: nothing was lost, nothing is there twice, nothing is stuck; in a soak, nothing grew",
            "1: it could not be run",
            "2: the options make no sense",
            "3: something differs; it is named, and the home is kept"
        })
public final class FaultsMain implements Callable<Integer> {
    private static final int DIFFERS = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationText.class,
            description = "How long: 90s, 60m. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--soak",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Break nothing for that long, and measure every minute what has to stay flat.")
    private Duration soak;

    @Option(names = "--seed", paramLabel = "N", description = "Which faults, in which order. Default: random.")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "40",
            description = "Card events a second; a tenth as many of users. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where everything goes; must not exist. Default: a temporary directory, removed in the end.")
    private Path home;

    @Option(names = "--only", paramLabel = "TEXT", description = "Only faults that have this text in their names.")
    private String only = "";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where to save the table as JSON, too. Default: target/faults.json in the project.")
    private Path json = Page.PROJECT.resolve("target/faults.json");

    private volatile boolean differs;

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
        TestCluster rig = TestCluster.start(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(rig, directory)));
        List<String> differences = soak == null ? campaign(rig) : soak(rig);
        differs = !differences.isEmpty();
        if (differs) {
            rig.keepDisk();
            System.out.println("seed " + seed + ", home " + directory + " (unmount " + directory.resolve("disk")
                    + " before you remove it)");
            differences.forEach(System.out::println);
        }
        return differs ? DIFFERS : 0;
    }

    private List<String> campaign(TestCluster rig) throws Exception {
        try (Campaign campaign = new Campaign(rig, seed, rate)) {
            campaign.faults().removeIf(fault -> !fault.name().contains(only));
            try {
                campaign.runFor(duration);
                return List.of();
            } catch (Campaign.BooksDoNotBalance unbalanced) {
                return unbalanced.differences();
            } finally {
                report(campaign.tally(), campaign.interventions());
            }
        }
    }

    private List<String> soak(TestCluster rig) throws Exception {
        SimulatedOperator operator = new SimulatedOperator(rig);
        try (EventWriters writers = new EventWriters(rig.inbox(), seed, rate);
                TruthComparison reconciliation = new TruthComparison(rig, writers, operator, Duration.ofMinutes(2))) {
            SoakRun run = new SoakRun(rig, writers, operator);
            run.runFor(soak);
            operator.failures().forEach(failure -> System.out.println("restarted after: " + failure));
            System.out.print(operator.interventions());
            run.verdict().forEach(System.out::println);
            writers.pause();
            List<String> differences = new ArrayList<>(reconciliation.compare().differences());
            differences.addAll(AuditCheck.of(rig));
            System.out.println(differences.isEmpty() ? "the books balance" : "the books do not balance");
            differences.addAll(run.growing());
            return differences;
        }
    }

    private void report(FaultStatistics tally, String interventions) throws IOException {
        System.out.println(tally.injected() + " faults");
        System.out.println(tally.markdown());
        System.out.print(interventions);
        tally.failures().forEach(failure -> System.out.println("restarted after: " + failure));
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, tally.json());
        System.out.println("as JSON: " + json);
    }

    /** Whatever ends this JVM: nothing may go on running, and a temporary home is kept only where there is something to see. */
    private void end(TestCluster rig, Path directory) {
        try {
            rig.close();
            if (home == null && !differs) {
                delete(directory);
            }
        } catch (Exception e) { // at the end of the JVM there is nobody to throw it to
            System.err.println("not all could be ended: " + e);
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
