package dev.wherry.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Saves the truth now and then, so that a run that is killed leaves it a second old at most, or little more if it is large. */
final class TruthFileSaver {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    /** Saving takes no more than this part of the time. */
    private static final int SHARE = 10;

    private final Optional<Path> file;
    private final TruthRecorder truth;
    private final Time time;
    private long due;

    TruthFileSaver(Optional<Path> file, TruthRecorder truth, Time time) {
        this.file = file;
        this.truth = truth;
        this.time = time;
        this.due = time.nanos() + INTERVAL;
    }

    void saveIfDue() throws IOException {
        if (file.isPresent() && time.nanos() - due >= 0) {
            save();
        }
    }

    void save() throws IOException {
        if (file.isEmpty()) {
            return;
        }
        long begin = time.nanos();
        Files.createDirectories(file.get().toAbsolutePath().getParent());
        truth.table().save(file.get());
        long end = time.nanos();
        due = end + Math.max(INTERVAL, SHARE * (end - begin));
    }
}
