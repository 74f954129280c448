package dev.wherry.it;

import dev.wherry.generator.FaultConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The challenge's files, written to a staging directory and then moved into an inbox in random order, batch by batch. */
public final class FileBatches {
    private final ChallengeEvents events;
    private final Path staging;
    private final Path inbox;
    private final List<Path> waiting;
    private long dropped;

    private FileBatches(ChallengeEvents events, Path staging, Path inbox, List<Path> waiting) {
        this.events = events;
        this.staging = staging;
        this.inbox = inbox;
        this.waiting = waiting;
    }

    /** Writes the files. Staging directory and inbox must share a file system, so that files appear in the inbox atomically. */
    public static FileBatches write(Path staging, Path inbox, long seed, int cardEvents)
            throws IOException, InterruptedException {
        ChallengeEvents events = ChallengeEvents.write(staging, seed, cardEvents, FaultConfig.NONE);
        try (Stream<Path> files = Files.walk(staging)) {
            List<Path> waiting =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".json"))
                            .sorted()
                            .toList());
            Collections.shuffle(waiting, new Random(seed));
            return new FileBatches(events, staging, inbox, waiting);
        }
    }

    /** Moves half of the remaining files into the inbox. */
    public void dropHalf() throws IOException {
        drop(waiting.size() / 2);
    }

    public void dropRest() throws IOException {
        drop(waiting.size());
    }

    private void drop(int files) throws IOException {
        List<Path> batch = waiting.subList(0, files);
        for (Path file : batch) {
            Path target = inbox.resolve(staging.relativize(file));
            Files.createDirectories(target.getParent());
            Files.move(file, target);
        }
        dropped += files;
        batch.clear();
    }

    /** The number of files in the inbox so far; each is one event. */
    public long dropped() {
        return dropped;
    }

    /** Compares the warehouse with the events, once all files are in the inbox. Returns a sentence for each difference. */
    public List<String> differences(WarehouseTables tables) throws SQLException {
        List<String> differences = new ArrayList<>();
        if (tables.eventsInLedger() != dropped) {
            differences.add("the ledger has " + tables.eventsInLedger() + " events instead of " + dropped);
        }
        if (tables.eventsInLedger() > 0) {
            differences.addAll(tables.differences(events.users()));
            differences.addAll(tables.differences(events.cards()));
            long quarantined = tables.count("quarantine");
            if (quarantined != events.cards().counts().invalid()) {
                differences.add("the quarantine has " + quarantined + " events instead of "
                        + events.cards().counts().invalid());
            }
        }
        return differences;
    }
}
