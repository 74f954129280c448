package dev.wherry.source;

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

/** Connect's side of the work; {@link FilePipeline} does it. */
public final class FileSourceTask extends SourceTask {
    private final Disk disk;
    private final Supplier<Watch> watch;
    private final LongSupplier nanoTime;
    private volatile FilePipeline intake;

    public FileSourceTask() {
        this(new LocalDisk());
    }

    /** A task on another disk than the local one. The seam for tests that stop it between two file operations. */
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
        intake = FilePipeline.open(config, disk, watch, nanoTime, context.offsetStorageReader(), metrics);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        return intake.poll();
    }

    /** In a transaction: after its commit, before the next poll. Else on the producer's thread. */
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        intake.acknowledge();
    }

    @Override
    public void stop() {
        FilePipeline opened = intake;
        if (opened != null) {
            opened.close();
        }
    }
}
