package dev.wherry.it.faults;

import dev.wherry.source.FileSourceTask;
import dev.wherry.source.disk.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The shipped task on a {@link HaltingDisk}. */
public final class HaltingTask extends SourceTask {
    private FileSourceTask task;

    @Override
    public String version() {
        return "test";
    }

    @Override
    public void start(Map<String, String> properties) {
        Disk disk = HaltingDisk.on(Path.of(properties.get(HaltingConnector.ORDER)));
        task = new FileSourceTask(disk);
        task.initialize(context);
        task.start(properties);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        return task.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        task.commitRecord(record, metadata);
    }

    @Override
    public void stop() {
        if (task != null) {
            task.stop();
        }
    }
}
