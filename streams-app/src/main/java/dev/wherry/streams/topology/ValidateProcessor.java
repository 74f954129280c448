package dev.wherry.streams.topology;

import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Origin;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Validates every raw event of a feed. A valid event is forwarded under its contract's key. An invalid event keeps
 * its key and headers and gets a header with its reasons. Of an event that its contract leaves out, only the outcome is
 * forwarded.
 */
final class ValidateProcessor implements Processor<byte[], byte[], byte[], ValidatedEvent> {
    private final String feed;
    private final EventValidator validator;
    private final CommitScheduler commits;
    private ProcessorContext<byte[], ValidatedEvent> context;

    /** @param validator not shared with other processors, because it is not thread-safe */
    ValidateProcessor(String feed, EventValidator validator, CommitScheduler commits) {
        this.feed = feed;
        this.validator = validator;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], ValidatedEvent> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        HeaderReader headers = headersOf(raw);
        Origin origin = originOf(headers);
        Verdict verdict = validator.validate(raw.value(), headers);
        if (verdict instanceof Verdict.Valid valid) {
            context.forward(validRecord(raw, valid, origin));
        } else if (verdict instanceof Verdict.Skipped) {
            context.forward(
                    raw.withValue(new ValidatedEvent.Skipped(feed, origin, OutputHeaders.reading(raw.headers()))));
        } else if (verdict instanceof Verdict.Invalid invalid) {
            context.forward(invalidRecord(raw, invalid, origin));
        } else {
            throw new IllegalStateException("the streams app does not know the verdict " + verdict.getClass());
        }
        commits.recordProcessed(context, raw.timestamp());
    }

    private Record<byte[], ValidatedEvent> validRecord(Record<byte[], byte[]> raw, Verdict.Valid valid, Origin origin) {
        String type = valid.contract().type();
        byte[] reading = OutputHeaders.reading(raw.headers());
        if (valid.contract().isEventTable()) {
            return new Record<>(
                    valid.key(),
                    new ValidatedEvent.Appended(type, feed, origin, reading, valid.event()),
                    raw.timestamp(),
                    OutputHeaders.appended(feed, origin, valid.version(), reading));
        }
        Candidate candidate = new Candidate(valid.version(), valid.id(), feed, origin, valid.event(), valid.deletion());
        ValidatedEvent event = new ValidatedEvent.Valid(type, candidate);
        return new Record<>(valid.key(), event, raw.timestamp(), OutputHeaders.candidate(reading));
    }

    private Record<byte[], ValidatedEvent> invalidRecord(
            Record<byte[], byte[]> raw, Verdict.Invalid invalid, Origin origin) {
        byte[] reading = OutputHeaders.reading(raw.headers());
        return raw.<ValidatedEvent>withValue(new ValidatedEvent.Invalid(feed, origin, reading, raw.value()))
                .withHeaders(OutputHeaders.invalid(raw.headers(), origin, invalid.reasons()));
    }

    private static HeaderReader headersOf(Record<byte[], byte[]> raw) {
        return new HeaderReader(name -> {
            Header header = raw.headers().lastHeader(name);
            return header == null ? null : header.value();
        });
    }

    private Origin originOf(HeaderReader headers) {
        RecordMetadata position = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a source record must have a topic position"));
        return headers.origin(position.topic(), position.partition(), position.offset());
    }
}
