package dev.wherry.bench.latency;

import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.WholePipeline;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Renames files into the inbox at a steady pace, while another thread looks for their rows. */
final class LatencySampler implements AutoCloseable {
    private final WholePipeline pipeline;
    private final CardEvents events;
    private long before;

    LatencySampler(WholePipeline pipeline, CardEvents events) {
        this.pipeline = pipeline;
        this.events = events;
    }

    Sample sample(StagingArea.Lot lot, int filesPerSecond) throws Exception {
        int files = (int) lot.events();
        Path target =
                Files.createDirectories(pipeline.cards().resolve(lot.path().getFileName()));
        StagingArea.sync();
        Meter meter = Meter.begin(pipeline.part(), pipeline.database());
        try (Connection connection = pipeline.connect()) {
            RowWatcher rows = new RowWatcher(connection, files);
            Thread looking = new Thread(rows, "look-for-rows");
            looking.start();
            for (int i = 0; i < files; i++) {
                String name = events.fileName(lot.first() + i);
                pauseUntil(meter.begun() + TimeUnit.SECONDS.toNanos(i) / filesPerSecond);
                long now = System.nanoTime();
                Files.move(lot.path().resolve(name), target.resolve(name));
                rows.expect(i, events.card(lot.first() + i), now);
            }
            Latencies latencies = new Latencies(rows.await());
            looking.join();
            Sample sample = meter.costs(files, latencies.sample());
            before += files;
            pipeline.drain(before);
            pipeline.require(before, before);
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
