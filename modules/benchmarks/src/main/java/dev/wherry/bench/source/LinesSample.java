package dev.wherry.bench.source;

import dev.wherry.bench.data.Stage;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;

/** How lines are measured, whoever publishes them. */
final class LinesSample {
    private LinesSample() {}

    static Sample of(TopicArrivals arrivals, Stage.Lot lot, Meter meter, Broker broker, long logBefore)
            throws Exception {
        TopicArrivals.Times times = arrivals.awaitOffsets(lot.events());
        Sample sample = meter.end(lot.events(), lot.events() / times.rate(lot.events()))
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / lot.events());
        arrivals.require(lot.events(), lot.bytes());
        return sample;
    }
}
