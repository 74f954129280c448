package dev.wherry.bench.pipeline;

import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;

/** Measures the whole pipeline, from the rename of files into the inbox until their events are in the warehouse. */
public final class PipelineSampler implements AutoCloseable {
    private final PipelineProcess pipeline;
    private final long cards;
    private long events;

    public PipelineSampler(PipelineProcess pipeline, long cards) {
        this.pipeline = pipeline;
        this.cards = cards;
    }

    public Sample sample(StagedEvents staged) throws Exception {
        StagingArea.sync();
        long logBefore = pipeline.logBytes();
        events += staged.events();
        Meter meter = Meter.begin(pipeline.jvm(), pipeline.database());
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
