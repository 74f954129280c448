package dev.wherry.generator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The configuration of a service.
 *
 * @param directory the directory to write to; created if missing
 * @param seed the same seed gives the same events except for their times; a second run in one inbox needs another seed
 * @param rate events per second; if empty, the natural rate of the service
 * @param count the number of events, not counting copies; if empty, the service runs until it is stopped
 * @param duration the maximum duration of the run
 * @param lines the name of one file to append lines to, instead of one file for each event
 * @param remember whether to record the expected rows of the warehouse, which costs memory for every row
 * @param truthFile the file for the expected rows, saved about every second and at the end; implies {@code remember}
 */
public record GeneratorConfig(
        ServiceKind kind,
        Path directory,
        long seed,
        OptionalDouble rate,
        OptionalLong count,
        Optional<Duration> duration,
        FaultConfig faults,
        Optional<String> lines,
        boolean remember,
        Optional<Path> truthFile) {
    public GeneratorConfig {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(faults, "faults");
        rate.ifPresent(value -> check(value > 0, "the rate " + value + " is not positive"));
        count.ifPresent(value -> check(value >= 0, "the count " + value + " is negative"));
        duration.ifPresent(value -> check(!value.isNegative(), "the duration " + value + " is negative"));
        lines.ifPresent(name -> check(
                Path.of(name).getNameCount() == 1 && !Path.of(name).isAbsolute(),
                "'" + name + "' is not a file name without directories"));
        remember = remember || truthFile.isPresent();
    }

    private static void check(boolean valid, String problem) {
        if (!valid) {
            throw new IllegalArgumentException(problem);
        }
    }

    public static Builder users(Path directory) {
        return new Builder(ServiceKind.USERS, directory);
    }

    public static Builder cards(Path directory) {
        return new Builder(ServiceKind.CARDS, directory);
    }

    /** Defaults: random seed, natural rate, no faults, one document per file, no truth. 1000 users, unlimited cards. */
    public static final class Builder {
        private final ServiceKind kind;
        private final Path directory;
        private long seed = System.nanoTime();
        private OptionalDouble rate = OptionalDouble.empty();
        private OptionalLong count;
        private Optional<Duration> duration = Optional.empty();
        private FaultConfig faults = FaultConfig.NONE;
        private Optional<String> lines = Optional.empty();
        private boolean remember;
        private Optional<Path> truthFile = Optional.empty();

        Builder(ServiceKind kind, Path directory) {
            this.kind = kind;
            this.directory = directory;
            this.count = kind == ServiceKind.USERS ? OptionalLong.of(UserEvents.USERS) : OptionalLong.empty();
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder rate(double eventsPerSecond) {
            rate = OptionalDouble.of(eventsPerSecond);
            return this;
        }

        public Builder count(long events) {
            count = OptionalLong.of(events);
            return this;
        }

        public Builder duration(Duration value) {
            duration = Optional.of(value);
            return this;
        }

        public Builder faults(FaultConfig value) {
            faults = value;
            return this;
        }

        public Builder lines(String fileName) {
            lines = Optional.of(fileName);
            return this;
        }

        public Builder remember() {
            remember = true;
            return this;
        }

        public Builder truthFile(Path file) {
            truthFile = Optional.of(file);
            return this;
        }

        public GeneratorConfig build() {
            return new GeneratorConfig(
                    kind, directory, seed, rate, count, duration, faults, lines, remember, truthFile);
        }
    }
}
