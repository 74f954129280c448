package dev.wherry.source;

import dev.wherry.connect.config.Version;
import dev.wherry.source.discover.Discovery;
import dev.wherry.source.discover.Watch;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.LocalDisk;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The Connect task. It delegates to a {@link FilePipeline}. */
public final class FileSourceTask extends SourceTask {
    private final Disk disk;
    private final Supplier<Watch> watch;
    private final LongSupplier nanoTime;
    private volatile FilePipeline pipeline;

    public FileSourceTask() {
        this(new LocalDisk());
    }

    /** For tests that stop the task between two file operations. */
    public FileSourceTask(Disk disk) {
        this(disk, Discovery::systemWatch, System::nanoTime);
    }

    FileSourceTask(Disk disk, Supplier<Watch> watch, LongSupplier nanoTime) {
        this.disk = disk;
        this.watch = watch;
        this.nanoTime = nanoTime;
    }

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public void start(Map<String, String> properties) {
        FileSourceConfig config = new FileSourceConfig(properties);
        InboxSetup.prepare(config, disk);
        SourceMetrics metrics = new SourceMetrics(context.pluginMetrics());
        pipeline = FilePipeline.open(config, disk, watch, nanoTime, context.offsetStorageReader(), metrics);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        return pipeline.poll();
    }

    /** With exactly-once support: called after the commit, before the next poll. Without: on the producer's thread. */
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        pipeline.acknowledge();
    }

    @Override
    public void stop() {
        FilePipeline opened = pipeline;
        if (opened != null) {
            opened.close();
        }
    }
}
