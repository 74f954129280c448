package dev.wherry.bench.source;

import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;

/** Measures the publishing of lines, for all connectors in the same way. */
public final class LinesSampler {
    private LinesSampler() {}

    public static Sample sample(TopicArrivals arrivals, StagedEvents staged, Meter meter, Broker broker, long logBefore)
            throws Exception {
        TopicArrivals.Times times = arrivals.awaitOffsets(staged.events());
        Sample sample = meter.end(staged.events(), staged.events() / times.rate(staged.events()))
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / staged.events());
        arrivals.require(staged.events(), staged.bytes());
        return sample;
    }
}
