package dev.wherry.it;

import dev.wherry.generator.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The challenge's files, written aside and then dropped into an inbox in any order, one lot after the other. */
final class FileBatches {
    private final ChallengeEvents written;
    private final Path aside;
    private final Path inbox;
    private final List<Path> waiting;
    private long dropped;

    private FileBatches(ChallengeEvents written, Path aside, Path inbox, List<Path> waiting) {
        this.written = written;
        this.aside = aside;
        this.inbox = inbox;
        this.waiting = waiting;
    }

    /** The directory aside must be on the inbox's file system, so that a file appears in the inbox as a whole. */
    static FileBatches write(Path aside, Path inbox, long seed, int cardEvents)
            throws IOException, InterruptedException {
        ChallengeEvents written = ChallengeEvents.write(aside, seed, cardEvents, Faults.NONE);
        try (Stream<Path> files = Files.walk(aside)) {
            List<Path> waiting =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".json"))
                            .sorted()
                            .toList());
            Collections.shuffle(waiting, new Random(seed));
            return new FileBatches(written, aside, inbox, waiting);
        }
    }

    /** Drops half of what has not been dropped yet. */
    void dropHalf() throws IOException {
        drop(waiting.size() / 2);
    }

    void dropRest() throws IOException {
        drop(waiting.size());
    }

    private void drop(int files) throws IOException {
        List<Path> lot = waiting.subList(0, files);
        for (Path file : lot) {
            Path target = inbox.resolve(aside.relativize(file));
            Files.createDirectories(target.getParent());
            Files.move(file, target);
        }
        dropped += files;
        lot.clear();
    }

    /** How many files have been dropped so far, each of them an event. */
    long dropped() {
        return dropped;
    }

    /** Once all are dropped: what the warehouse lacks or has too much of, a sentence each. */
    List<String> differences(WarehouseTables tables) throws SQLException {
        List<String> differences = new ArrayList<>();
        if (tables.eventsInLedger() != dropped) {
            differences.add("the ledger tells of " + tables.eventsInLedger() + " events and not of " + dropped);
        }
        if (tables.eventsInLedger() > 0) {
            differences.addAll(tables.differences(written.users()));
            differences.addAll(tables.differences(written.cards()));
            long quarantined = tables.count("quarantine");
            if (quarantined != written.cards().counts().invalid()) {
                differences.add("the quarantine has " + quarantined + " events and not "
                        + written.cards().counts().invalid());
            }
        }
        return differences;
    }
}
