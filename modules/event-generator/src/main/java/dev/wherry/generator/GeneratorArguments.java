package dev.wherry.generator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of both commands. */
final class GeneratorArguments {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Where to write; made if missing.")
    private Path directory;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same events but for their times. Default: random.")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events a second. Default: the service's own pace (users at once; 5 to 9 card events every"
                    + " 1 to 2 seconds).")
    private Double rate;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "End after so many events, copies not counted. After 1000 users, it begins again with the same"
                            + " ids. Default: 1000 users; cards without end.")
    private Long count;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "End after that time: 500ms, 60s, 5m, 2h.")
    private Duration duration;

    @Option(names = "--lines", paramLabel = "FILE", description = "Append to one file in DIR, one event a line.")
    private String lines;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Record as CSV what the table must hold in the end, and how many events are written and"
                    + " invalid in FILE.counts. Saved about every second and at the end.")
    private Path truth;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Name each event that is written in FILE.0; at 10 MB it becomes FILE.1, and that FILE.2.")
    private Path log;

    @Option(
            names = "--duplicates",
            paramLabel = "P",
            description = "Probability for an event to be written in two files. Default: 0.")
    private double duplicates;

    @Option(
            names = "--stale",
            paramLabel = "P",
            description = "Probability for an earlier event's file to be dropped again, under another name, half of the"
                    + " time with its old modification time. Default: 0.")
    private double stale;

    @Option(
            names = "--cut-off",
            paramLabel = "P",
            description = "Probability for a file to stay cut off for good; half of these events come whole in another"
                    + " file later. Default: 0.")
    private double cutOff;

    @Option(
            names = "--pauses",
            paramLabel = "P",
            description = "Probability for the writer to pause in mid-document. Default: 0.")
    private double pauses;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long it pauses; must stay below the source's quiet period. Default: 2s.")
    private Duration pause = Faults.NONE.pause();

    @Option(
            names = "--shuffle",
            paramLabel = "N",
            description = "Events wait among N others, and a random one is written next. Default: 0, in order.")
    private int shuffle;

    Optional<Path> log() {
        return Optional.ofNullable(log);
    }

    /** Throws IllegalArgumentException if a value makes no sense. */
    GeneratorConfig options(Kind kind) {
        GeneratorConfig.Builder options = new GeneratorConfig.Builder(kind, directory)
                .faults(new Faults(duplicates, stale, cutOff, pauses, pause, shuffle));
        if (seed != null) {
            options.seed(seed);
        }
        if (rate != null) {
            options.rate(rate);
        }
        if (count != null) {
            options.count(count);
        }
        if (duration != null) {
            options.duration(duration);
        }
        if (lines != null) {
            options.lines(lines);
        }
        if (truth != null) {
            options.truthFile(truth);
        }
        return options.build();
    }
}
