package dev.wherry.generator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Turns each event into writes with faults. Uses a separate random generator, so that faults do not change the events. */
final class FaultInjector {
    /** The number of buffered complete files of truncated events. */
    private static final int COMPLETION_BUFFER = 20;
    /** Maximum number of earlier events that can be written again. */
    private static final int MAX_EARLIER_EVENTS = 10_000;

    private record EarlierEvent(Event event, Instant written) {}

    private final FaultConfig faults;
    private final RandomGenerator random;
    private final ShuffleBuffer shuffled;
    private final ShuffleBuffer completions;
    private final List<EarlierEvent> earlierEvents = new ArrayList<>();
    private int copies;

    FaultInjector(FaultConfig faults, RandomGenerator random) {
        this.faults = faults;
        this.random = random;
        this.shuffled = new ShuffleBuffer(faults.shuffle(), random);
        this.completions = new ShuffleBuffer(COMPLETION_BUFFER, random);
    }

    /** The writes that follow from a new event, including delayed writes of earlier ones. */
    List<FileWrite> writesFor(Event event) {
        List<FileWrite> writes = new ArrayList<>();
        double draw = random.nextDouble();
        if (draw < faults.cutOff()) {
            shuffled.add(new FileWrite.CutOff(event, event.id().toString(), random.nextDouble()), writes);
            if (random.nextBoolean()) {
                completions.add(new FileWrite.Whole(event, copyName(event)), writes);
            }
            return writes;
        }
        if (draw < faults.cutOff() + faults.pauses()) {
            shuffled.add(new FileWrite.Paused(event, event.id().toString(), random.nextDouble()), writes);
        } else {
            shuffled.add(new FileWrite.Whole(event, event.id().toString()), writes);
        }
        if (random.nextDouble() < faults.duplicates()) {
            shuffled.add(new FileWrite.Whole(event, copyName(event)), writes);
        }
        if (random.nextDouble() < faults.stale() && !earlierEvents.isEmpty()) {
            writes.add(stale(earlierEvents.get(random.nextInt(earlierEvents.size()))));
        }
        return writes;
    }

    /** The writes that are still buffered after the last event. */
    List<FileWrite> remainingWrites() {
        List<FileWrite> writes = new ArrayList<>();
        shuffled.drainTo(writes);
        completions.drainTo(writes);
        return writes;
    }

    /**
     * Remembers the event as one that can be written again.
     *
     * @param written a time after its file was written, so that no backdated copy is older than the file
     */
    void rememberWritten(Event event, Instant written) {
        if (faults.stale() == 0) {
            return;
        }
        EarlierEvent earlier = new EarlierEvent(event, written);
        if (earlierEvents.size() < MAX_EARLIER_EVENTS) {
            earlierEvents.add(earlier);
        } else {
            earlierEvents.set(random.nextInt(MAX_EARLIER_EVENTS), earlier);
        }
    }

    private FileWrite stale(EarlierEvent earlier) {
        String name = copyName(earlier.event());
        return random.nextBoolean()
                ? new FileWrite.Whole(earlier.event(), name)
                : new FileWrite.Backdated(earlier.event(), name, earlier.written());
    }

    private String copyName(Event event) {
        copies++;
        return event.id() + "-copy" + copies;
    }
}
