package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Faults of disks and directories. */
final class FilesystemFaults {
    private static final Path WATCH_QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");
    private static final int DEFAULT_WATCH_QUEUE = 16_384;

    private FilesystemFaults() {}

    static List<Fault> all(TestCluster cluster, EventWriters writers) {
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.certain(
                "inbox", "inbox renamed away and back", (ignored, random) -> moveInboxAway(cluster, writers, random)));
        faults.add(Fault.certain("overflow", "watch events overflow", (ignored, random) -> overflow(cluster)));
        if (cluster.disk().canFill()) {
            faults.add(Fault.certain("disk", "disk full: broker, PostgreSQL, streams app", (ignored, random) -> {
                cluster.disk().fill();
                Thread.sleep(4_000 + random.nextLong(3_000));
                cluster.disk().free();
            }));
        }
        return faults;
    }

    /** Pauses the writers, which cannot write meanwhile. */
    private static void moveInboxAway(TestCluster cluster, EventWriters writers, RandomGenerator random)
            throws Exception {
        Path elsewhere = cluster.inbox().resolveSibling("inbox-elsewhere");
        writers.pause();
        Files.move(cluster.inbox(), elsewhere);
        Thread.sleep(3_000 + random.nextLong(2_000));
        Files.move(elsewhere, cluster.inbox());
        writers.resume();
    }

    /** Creates more inotify events than the kernel queues, while the worker is frozen. */
    private static void overflow(TestCluster cluster) throws Exception {
        Path directory = cluster.inbox().resolve("cards");
        cluster.source().worker().freeze();
        Path junk = directory.resolve("junk.tmp");
        for (int i = 0; i < watchQueueSize(); i++) {
            Files.createFile(junk);
            Files.delete(junk);
        }
        Thread.sleep(1_000); // files written now cause no event
        cluster.source().worker().thaw();
    }

    private static int watchQueueSize() throws IOException {
        return Files.exists(WATCH_QUEUE)
                ? Integer.parseInt(Files.readString(WATCH_QUEUE).strip())
                : DEFAULT_WATCH_QUEUE;
    }
}
