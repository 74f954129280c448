package dev.wherry.bench.streams;

import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.RawTopicWriter;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ForkedJvm;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;

/** Measures a process that reads one topic and writes another. */
final class StreamSampler {
    private final Broker broker;
    private final RawTopicWriter raw;
    private final ForkedJvm process;
    private final String from;
    private final String to;
    private final CardEvents cards;
    private final RawTopicWriter.RecordKey key;
    private long next;

    StreamSampler(
            Broker broker,
            RawTopicWriter raw,
            ForkedJvm process,
            String from,
            String to,
            CardEvents cards,
            RawTopicWriter.RecordKey key) {
        this.broker = broker;
        this.raw = raw;
        this.process = process;
        this.from = from;
        this.to = to;
        this.cards = cards;
        this.key = key;
    }

    /** Measures from the commit that makes all events visible until the last result is visible. */
    Sample sample(int count) throws Exception {
        RawTopicWriter.Written written = raw.write(from, cards, next, count, key);
        next += count;
        TopicArrivals arrivals = TopicArrivals.at(broker, to);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(process, broker.jvm());
        raw.commit();
        TopicArrivals.Times times = arrivals.awaitOffsets(count);
        Sample sample = meter.end(count, (times.lastAt() - meter.begun()) / 1e9)
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / count);
        arrivals.require(count, written.bytes());
        return sample;
    }
}
