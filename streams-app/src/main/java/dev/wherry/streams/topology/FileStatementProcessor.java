package dev.wherry.streams.topology;

import dev.wherry.wire.receipt.FileStatement;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards what is said of files under the reading that it is about. */
final class FileStatementProcessor implements Processor<byte[], byte[], String, FileStatement> {
    private static final Logger LOG = LoggerFactory.getLogger(FileStatementProcessor.class);

    private final CommitScheduler commits;
    private ProcessorContext<String, FileStatement> context;

    FileStatementProcessor(CommitScheduler commits) {
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<String, FileStatement> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            FileStatement statement = FileStatement.ofJson(record.value() == null ? new byte[0] : record.value());
            context.forward(new Record<>(statement.reading(), statement, record.timestamp()));
            commits.recordProcessed(context, record.timestamp());
        } catch (IllegalArgumentException malformed) {
            // Only a program that is not the source can have written it.
            LOG.warn(
                    "The record at {} says nothing of a file that this version understands ({}); it is skipped.",
                    context.recordMetadata()
                            .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
                            .orElse("an unknown offset"),
                    malformed.getMessage());
        }
    }
}
