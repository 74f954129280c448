package dev.wherry.bench.streams;

import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.RawTopicWriter;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Arrivals;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ForkedJvm;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;

/** Events through one process, from a topic to another. */
final class StreamSampler {
    private final Broker broker;
    private final RawTopicWriter raw;
    private final ForkedJvm part;
    private final String from;
    private final String to;
    private final CardEvents cards;
    private final RawTopicWriter.Key key;
    private long next;

    StreamSampler(Broker broker, RawTopicWriter raw, ForkedJvm part, String from, String to, CardEvents cards, RawTopicWriter.Key key) {
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
        RawTopicWriter.Written written = raw.write(from, cards, next, count, key);
        next += count;
        Arrivals arrivals = Arrivals.at(broker, to);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(part, broker.part());
        raw.commit();
        Arrivals.Times times = arrivals.awaitOffsets(count);
        Sample sample = meter.end(count, (times.lastAt() - meter.begun()) / 1e9)
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / count);
        arrivals.require(count, written.bytes());
        return sample;
    }
}
