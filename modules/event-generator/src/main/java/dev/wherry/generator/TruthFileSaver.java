package dev.wherry.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Saves the expected rows periodically, so that after a kill the file is about a second old, or slightly more if it is large. */
final class TruthFileSaver {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    /** Waits at least this multiple of the time that saving takes. */
    private static final int PAUSE_FACTOR = 10;

    private final Optional<Path> file;
    private final TruthRecorder recorder;
    private final GeneratorClock clock;
    private long due;

    TruthFileSaver(Optional<Path> file, TruthRecorder recorder, GeneratorClock clock) {
        this.file = file;
        this.recorder = recorder;
        this.clock = clock;
        this.due = clock.nanos() + INTERVAL;
    }

    void saveIfDue() throws IOException {
        if (file.isPresent() && clock.nanos() - due >= 0) {
            save();
        }
    }

    void save() throws IOException {
        if (file.isEmpty()) {
            return;
        }
        long begin = clock.nanos();
        Files.createDirectories(file.get().toAbsolutePath().getParent());
        recorder.snapshot().save(file.get());
        long end = clock.nanos();
        due = end + Math.max(INTERVAL, PAUSE_FACTOR * (end - begin));
    }
}
