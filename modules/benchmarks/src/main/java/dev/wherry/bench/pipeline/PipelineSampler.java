package dev.wherry.bench.pipeline;

import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Measures the whole pipeline, from the rename of files into the inbox until their events are in the warehouse. */
public final class PipelineSampler implements AutoCloseable {
    private final PipelineProcess pipeline;
    private final Map<String, Long> eventsByFeed = new HashMap<>();

    public PipelineSampler(PipelineProcess pipeline) {
        this.pipeline = pipeline;
    }

    public Sample sample(StagedEvents staged, FeedTable target) throws Exception {
        StagingArea.sync();
        long logBefore = pipeline.logBytes();
        long events = eventsByFeed.merge(target.feed(), staged.events(), Long::sum);
        long all = eventsByFeed.values().stream().mapToLong(Long::longValue).sum();
        Meter meter = Meter.begin(pipeline.jvm(), pipeline.database());
        Files.move(
                staged.path(),
                pipeline.inbox(target.feed()).resolve(staged.path().getFileName()));
        pipeline.drain(all);
        Sample sample = meter.end(staged.events())
                .with(Metric.BROKER_BYTES, (double) (pipeline.logBytes() - logBefore) / staged.events());
        pipeline.require(all, target.table(), target.rows().applyAsLong(events));
        return sample;
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
    }
}
