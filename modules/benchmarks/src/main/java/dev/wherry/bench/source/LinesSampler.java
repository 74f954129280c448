package dev.wherry.bench.source;

import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Arrivals;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;

/** How lines are measured, whoever publishes them. */
final class LinesSampler {
    private LinesSampler() {}

    static Sample of(Arrivals arrivals, StagingArea.Lot lot, Meter meter, Broker broker, long logBefore) throws Exception {
        Arrivals.Times times = arrivals.awaitOffsets(lot.events());
        Sample sample = meter.end(lot.events(), lot.events() / times.rate(lot.events()))
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / lot.events());
        arrivals.require(lot.events(), lot.bytes());
        return sample;
    }
}
