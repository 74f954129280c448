package dev.wherry.generator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The command line options of both services. */
final class GeneratorArguments {
    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Directory to write to; created if missing.")
    private Path directory;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed. The same seed gives the same events except for their times. Default: random.")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events per second. Default: the rate of the service (users at full speed; 5 to 9 card"
                    + " events every 1 to 2 seconds).")
    private Double rate;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Number of events to write, not counting copies. After 1000 users, the ids start over."
                    + " Default: 1000 users; unlimited cards.")
    private Long count;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Stop after this time: 500ms, 60s, 5m, 2h.")
    private Duration duration;

    @Option(names = "--lines", paramLabel = "FILE", description = "Append to one file in DIR, one event per line.")
    private String lines;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Write the expected rows of the table as CSV, and the numbers of written and invalid events"
                    + " to FILE.counts. Saved about every second and at the end.")
    private Path truth;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Log each written event to FILE.0, rotated at 10 MB to FILE.1 and FILE.2.")
    private Path log;

    @Option(
            names = "--duplicates",
            paramLabel = "P",
            description = "Probability that an event is written to two files. Default: 0.")
    private double duplicates;

    @Option(
            names = "--stale",
            paramLabel = "P",
            description =
                    "Probability that the file of an earlier event is written again under another name, half of the"
                            + " time with its old modification time. Default: 0.")
    private double stale;

    @Option(
            names = "--cut-off",
            paramLabel = "P",
            description =
                    "Probability that a file stays truncated; half of these events are written completely to another"
                            + " file later. Default: 0.")
    private double cutOff;

    @Option(
            names = "--pauses",
            paramLabel = "P",
            description = "Probability that the writer pauses within a document. Default: 0.")
    private double pauses;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Length of a pause; must be shorter than the quiet period of the source. Default: 2s.")
    private Duration pause = FaultConfig.NONE.pause();

    @Option(
            names = "--shuffle",
            paramLabel = "N",
            description = "Buffer N events and write them in random order. Default: 0, in order.")
    private int shuffle;

    Optional<Path> log() {
        return Optional.ofNullable(log);
    }

    /** Throws IllegalArgumentException if a value is out of range. */
    GeneratorConfig toConfig(ServiceKind kind) {
        GeneratorConfig.Builder config = new GeneratorConfig.Builder(kind, directory)
                .faults(new FaultConfig(duplicates, stale, cutOff, pauses, pause, shuffle));
        if (seed != null) {
            config.seed(seed);
        }
        if (rate != null) {
            config.rate(rate);
        }
        if (count != null) {
            config.count(count);
        }
        if (duration != null) {
            config.duration(duration);
        }
        if (lines != null) {
            config.lines(lines);
        }
        if (truth != null) {
            config.truthFile(truth);
        }
        return config.build();
    }
}
