package dev.wherry.bench.pipeline;

import dev.wherry.bench.data.Stage;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;

/** The whole pipeline, from the moment when files appear until their events are in the warehouse. */
final class EventsToRows implements AutoCloseable {
    private final PipelineProcess pipeline;
    private final long cards;
    private long events;

    EventsToRows(PipelineProcess pipeline, long cards) {
        this.pipeline = pipeline;
        this.cards = cards;
    }

    Sample sample(Stage.Lot lot) throws Exception {
        Stage.sync();
        long logBefore = pipeline.logBytes();
        events += lot.events();
        Meter meter = Meter.begin(pipeline.part(), pipeline.database());
        Files.move(lot.path(), pipeline.cards().resolve(lot.path().getFileName()));
        pipeline.drain(events);
        Sample sample = meter.end(lot.events())
                .with(Metric.BROKER_BYTES, (double) (pipeline.logBytes() - logBefore) / lot.events());
        pipeline.require(events, Math.min(events, cards));
        return sample;
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
    }
}
