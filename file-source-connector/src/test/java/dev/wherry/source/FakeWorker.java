package dev.wherry.source;

import dev.wherry.source.disk.Disk;
import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.FakeSourceWorker;
import dev.wherry.testing.connect.PublishedFiles;
import dev.wherry.testing.connect.PublishedRecord;
import java.util.List;
import java.util.Map;

/** Drives a task of the file source. */
final class FakeWorker extends FakeSourceWorker {
    FakeWorker(
            Map<String, String> config,
            Disk disk,
            FakeWatch watch,
            FakeClock clock,
            FakeOffsets offsets,
            List<PublishedRecord> topics,
            PublishedFiles files) {
        super(new FileSourceTask(disk, watch::open, clock), config, offsets, topics, files);
    }

    /** Runs the loop until all files of the last scan are finished. */
    void drain() {
        drain(10_000, () -> metric("files-pending") == metric("files-unreadable"));
    }
}
