package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What happens to disks and directories. */
final class FilesystemFaults {
    private static final Path WATCH_QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");
    private static final int WATCH_QUEUE_ELSEWHERE = 16_384;

    private FilesystemFaults() {}

    static List<Fault> all(TestCluster rig, EventWriters writers) {
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.certain("inbox", "inbox renamed away and back", (same, random) -> away(rig, writers, random)));
        faults.add(Fault.certain("overflow", "watch events overflow", (same, random) -> overflow(rig)));
        if (rig.disk().canFill()) {
            faults.add(Fault.certain("disk", "disk full: broker, PostgreSQL, streams app", (same, random) -> {
                rig.disk().fill();
                Thread.sleep(4_000 + random.nextLong(3_000));
                rig.disk().free();
            }));
        }
        return faults;
    }

    /** Nobody can write into it meanwhile. */
    private static void away(TestCluster rig, EventWriters writers, RandomGenerator random) throws Exception {
        Path elsewhere = rig.inbox().resolveSibling("inbox-elsewhere");
        writers.pause();
        Files.move(rig.inbox(), elsewhere);
        Thread.sleep(3_000 + random.nextLong(2_000));
        Files.move(elsewhere, rig.inbox());
        writers.resume();
    }

    /** More happens in a feed's directory than the system remembers, while the worker cannot listen. */
    private static void overflow(TestCluster rig) throws Exception {
        Path directory = rig.inbox().resolve("cards");
        rig.source().worker().freeze();
        Path junk = directory.resolve("junk.tmp");
        for (int i = 0; i < watchQueue(); i++) {
            Files.createFile(junk);
            Files.delete(junk);
        }
        Thread.sleep(1_000); // files that nobody hears of
        rig.source().worker().thaw();
    }

    private static int watchQueue() throws IOException {
        return Files.exists(WATCH_QUEUE)
                ? Integer.parseInt(Files.readString(WATCH_QUEUE).strip())
                : WATCH_QUEUE_ELSEWHERE;
    }
}
