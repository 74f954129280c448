package dev.wherry.streams.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards every valid event of a type with a history, deletions too, with the headers that order the events of its key. */
final class RecordHistoryProcessor extends ContextualProcessor<byte[], ValidatedEvent, byte[], byte[]> {
    @Override
    public void process(Record<byte[], ValidatedEvent> valid) {
        Candidate event = ((ValidatedEvent.Valid) valid.value()).candidate();
        context().forward(valid.withValue(event.event()).withHeaders(OutputHeaders.history(event)));
    }
}
