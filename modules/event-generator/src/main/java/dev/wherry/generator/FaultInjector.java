package dev.wherry.generator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes of each event the drops that a faulty world makes of it. Has random numbers of its own, so that faults do not change the events. */
final class FaultInjector {
    /** How many drops a cut-off event's whole file waits among. */
    private static final int SECOND_CHANCES = 20;
    /** How many earlier events are remembered to be dropped again. */
    private static final int MEMORY = 10_000;

    private record Earlier(Event event, Instant written) {}

    private final Faults faults;
    private final RandomGenerator random;
    private final ShuffleBuffer shuffled;
    private final ShuffleBuffer secondChances;
    private final List<Earlier> memory = new ArrayList<>();
    private int copies;

    FaultInjector(Faults faults, RandomGenerator random) {
        this.faults = faults;
        this.random = random;
        this.shuffled = new ShuffleBuffer(faults.shuffle(), random);
        this.secondChances = new ShuffleBuffer(SECOND_CHANCES, random);
    }

    /** What is to be written now that this event has happened. */
    List<FileWrite> drops(Event event) {
        List<FileWrite> drops = new ArrayList<>();
        double fate = random.nextDouble();
        if (fate < faults.cutOff()) {
            shuffled.add(new FileWrite.CutOff(event, event.id().toString(), random.nextDouble()), drops);
            if (random.nextBoolean()) {
                secondChances.add(new FileWrite.Whole(event, copyName(event)), drops);
            }
            return drops;
        }
        if (fate < faults.cutOff() + faults.pauses()) {
            shuffled.add(new FileWrite.Paused(event, event.id().toString(), random.nextDouble()), drops);
        } else {
            shuffled.add(new FileWrite.Whole(event, event.id().toString()), drops);
        }
        if (random.nextDouble() < faults.duplicates()) {
            shuffled.add(new FileWrite.Whole(event, copyName(event)), drops);
        }
        if (random.nextDouble() < faults.stale() && !memory.isEmpty()) {
            drops.add(stale(memory.get(random.nextInt(memory.size()))));
        }
        return drops;
    }

    /** What is still held back, when no event will come any more. */
    List<FileWrite> remaining() {
        List<FileWrite> drops = new ArrayList<>();
        shuffled.drainTo(drops);
        secondChances.drainTo(drops);
        return drops;
    }

    /**
     * Remembers the event as one that can be dropped again.
     *
     * @param written a time at which its file already stood in the inbox, so that no copy can seem older than the file
     */
    void written(Event event, Instant written) {
        if (faults.stale() == 0) {
            return;
        }
        Earlier earlier = new Earlier(event, written);
        if (memory.size() < MEMORY) {
            memory.add(earlier);
        } else {
            memory.set(random.nextInt(MEMORY), earlier);
        }
    }

    private FileWrite stale(Earlier earlier) {
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
