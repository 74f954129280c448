package dev.wherry.bench.latency;

import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Renames files into the inbox at a constant rate while another thread polls for their rows. */
final class LatencySampler implements AutoCloseable {
    private final PipelineProcess pipeline;
    private final CardEvents events;
    private long filesBefore;

    LatencySampler(PipelineProcess pipeline, CardEvents events) {
        this.pipeline = pipeline;
        this.events = events;
    }

    Sample sample(StagedEvents staged, int filesPerSecond) throws Exception {
        int files = (int) staged.events();
        Path target = Files.createDirectories(
                pipeline.inbox("cards").resolve(staged.path().getFileName()));
        StagingArea.sync();
        Meter meter = Meter.begin(pipeline.jvm(), pipeline.database());
        try (Connection connection = pipeline.connect()) {
            RowWatcher watcher = new RowWatcher(connection, files);
            Thread watching = new Thread(watcher, "row-watcher");
            watching.start();
            for (int i = 0; i < files; i++) {
                String name = events.fileName(staged.first() + i);
                pauseUntil(meter.begun() + TimeUnit.SECONDS.toNanos(i) / filesPerSecond);
                long now = System.nanoTime();
                Files.move(staged.path().resolve(name), target.resolve(name));
                watcher.expect(i, events.card(staged.first() + i), now);
            }
            Latencies latencies = new Latencies(watcher.await());
            watching.join();
            Sample sample = meter.costs(files, latencies.sample());
            filesBefore += files;
            pipeline.drain(filesBefore);
            pipeline.require(filesBefore, "cards", filesBefore);
            return sample;
        }
    }

    private static void pauseUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
    }
}
