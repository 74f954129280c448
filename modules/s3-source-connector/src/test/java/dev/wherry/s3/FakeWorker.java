package dev.wherry.s3;

import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.FakeSourceWorker;
import dev.wherry.testing.connect.PublishedFiles;
import dev.wherry.testing.connect.PublishedRecord;
import java.util.List;
import java.util.Map;

/** Drives a task of the S3 source. */
final class FakeWorker extends FakeSourceWorker {
    FakeWorker(
            Map<String, String> config,
            S3SourceTask.Parts parts,
            FakeOffsets offsets,
            List<PublishedRecord> topics,
            PublishedFiles files) {
        super(new S3SourceTask(parts), config, offsets, topics, files);
    }

    /** Runs the loop until all objects of the last pass are done with. */
    void drain() {
        drain(200, () -> metric("files-pending") == 0);
    }
}
