package dev.wherry.generator.lake;

import dev.wherry.generator.DayRange;
import dev.wherry.generator.DurationText;
import dev.wherry.generator.Share;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code generate lake}. */
@Command(
        name = "lake",
        description = "Writes a data lake of vehicle events, as examples/door2door reads it: objects such as"
                + " 2026/05/01/08/00/2026-05-01-08-00-0-events.txt, each with an event per line.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Credentials for the store are those that the AWS SDK finds, such as the variables AWS_ACCESS_KEY_ID and",
            "AWS_SECRET_ACCESS_KEY."
        })
public final class LakeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Target target;

    /** Where the lake is. */
    private static final class Target {
        @Option(names = "--to", paramLabel = "DIR", description = "Write files below this directory.")
        private Path directory;

        @ArgGroup(exclusive = false)
        private Store store;
    }

    /** An S3-compatible store. */
    private static final class Store {
        @Option(
                names = "--endpoint",
                required = true,
                paramLabel = "URL",
                description = "Write objects to this S3-compatible store, such as http://127.0.0.1:9090.")
        private URI endpoint;

        @Option(names = "--bucket", required = true, paramLabel = "NAME", description = "The bucket, which must exist.")
        private String bucket;

        @Option(names = "--region", paramLabel = "NAME", description = "Its region. Default: us-east-1.")
        private String region = "us-east-1";

        @Option(names = "--anonymous", description = "Do not sign requests.")
        private boolean anonymous;
    }

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same objects. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--days",
            required = true,
            paramLabel = "A..B",
            converter = DayRange.Converter.class,
            description = "The days: 2026-05-01..2026-05-07, or one day.")
    private DayRange days;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = DurationText.class,
            description =
                    "The time from one object to the next one, from 05:55 to 22:05 UTC. Default: 10s, which is 5820"
                            + " objects a day.")
    private Duration every = Duration.ofSeconds(10);

    @Option(
            names = "--vehicles",
            paramLabel = "N",
            description = "Vehicles, each of which reports its position in each object. Default: ${DEFAULT-VALUE}.")
    private int vehicles = 10;

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "The share of objects that are delivered twice. Default: 1%%.")
    private double duplicates = 0.01;

    @Option(
            names = "--truth",
            paramLabel = "DIR",
            description = "Write what the tables and views of examples/door2door must hold to DIR, as CSV.")
    private Path truth;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        LakeTruth expected = new LakeTruth();
        LakeConfig config = config();
        try {
            long objects;
            try (Lake lake = lake()) {
                Fleet fleet = new Fleet(config, lake, expected);
                for (LocalDate day : days.days()) {
                    fleet.write(day);
                }
                objects = fleet.objects();
            }
            if (truth != null) {
                expected.save(truth);
            }
            out.printf(
                    "lake: %d objects with %d events written to %s%n",
                    objects, expected.events(), target.directory == null ? target.store.bucket : target.directory);
            out.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private LakeConfig config() {
        try {
            return new LakeConfig(seed, days, every, vehicles, duplicates);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Lake lake() {
        Store store = target.store;
        return target.directory == null
                ? new BucketLake(store.endpoint, store.region, store.bucket, store.anonymous)
                : new DirectoryLake(target.directory);
    }
}
