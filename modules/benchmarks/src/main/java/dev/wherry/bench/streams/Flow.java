package dev.wherry.bench.streams;

import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.RawRecords;
import dev.wherry.bench.data.Stage;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ForkedJvm;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;

/** Events through one process, from a topic to another. */
final class Flow {
    private final Broker broker;
    private final RawRecords raw;
    private final ForkedJvm part;
    private final String from;
    private final String to;
    private final CardEvents cards;
    private final RawRecords.Key key;
    private long next;

    Flow(Broker broker, RawRecords raw, ForkedJvm part, String from, String to, CardEvents cards, RawRecords.Key key) {
        this.broker = broker;
        this.raw = raw;
        this.part = part;
        this.from = from;
        this.to = to;
        this.cards = cards;
        this.key = key;
    }

    /** From the moment when all events become visible at once, until the last of their results is. */
    Sample sample(int count) throws Exception {
        RawRecords.Written written = raw.write(from, cards, next, count, key);
        next += count;
        TopicArrivals arrivals = TopicArrivals.at(broker, to);
        Stage.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(part, broker.part());
        raw.commit();
        TopicArrivals.Times times = arrivals.awaitOffsets(count);
        Sample sample = meter.end(count, (times.lastAt() - meter.begun()) / 1e9)
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / count);
        arrivals.require(count, written.bytes());
        return sample;
    }
}
