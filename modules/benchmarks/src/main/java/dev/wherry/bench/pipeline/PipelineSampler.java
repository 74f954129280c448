package dev.wherry.bench.pipeline;

import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.WholePipeline;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;

/** Measures the whole pipeline, from the rename of files into the inbox until their events are in the warehouse. */
final class PipelineSampler implements AutoCloseable {
    private final WholePipeline pipeline;
    private final long cards;
    private long events;

    PipelineSampler(WholePipeline pipeline, long cards) {
        this.pipeline = pipeline;
        this.cards = cards;
    }

    Sample sample(StagedEvents staged) throws Exception {
        StagingArea.sync();
        long logBefore = pipeline.logBytes();
        events += staged.events();
        Meter meter = Meter.begin(pipeline.part(), pipeline.database());
        Files.move(staged.path(), pipeline.cards().resolve(staged.path().getFileName()));
        pipeline.drain(events);
        Sample sample = meter.end(staged.events())
                .with(Metric.BROKER_BYTES, (double) (pipeline.logBytes() - logBefore) / staged.events());
        pipeline.require(events, Math.min(events, cards));
        return sample;
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
    }
}
