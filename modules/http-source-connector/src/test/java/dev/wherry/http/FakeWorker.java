package dev.wherry.http;

import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.FakeSourceWorker;
import dev.wherry.testing.connect.PublishedFiles;
import dev.wherry.testing.connect.PublishedRecord;
import java.util.List;
import java.util.Map;

/** Drives a task of the HTTP source. */
final class FakeWorker extends FakeSourceWorker {
    FakeWorker(
            Map<String, String> config,
            HttpSourceTask.Parts parts,
            FakeOffsets offsets,
            List<PublishedRecord> topics,
            PublishedFiles files) {
        super(new HttpSourceTask(parts), config, offsets, topics, files);
    }

    /** Runs the loop until all that is due is read. */
    void drain() {
        drain(500, () -> metric("files-pending") == 0);
    }
}
