package dev.wherry.source.feed;

import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A feed and its options.
 *
 * @param topic the raw topic
 * @param patterns how its files are read
 * @param finishedAfter a file that may grow is finished after this time without a change; negative for never
 * @param onFinish what becomes of a finished file
 * @param archive the directory that finished files are moved to, under their path in the inbox
 * @param removeEmptyAfter a directory that has been empty for this time is removed; negative for never
 * @param documentReceipts whether documents get receipts; other files always do
 */
public record Feed(
        String name,
        String topic,
        FileNamePatterns patterns,
        Duration finishedAfter,
        FinishedFileAction onFinish,
        Path archive,
        Duration removeEmptyAfter,
        boolean documentReceipts) {

    public static Feed of(
            String name,
            FileNamePatterns patterns,
            Duration finishedAfter,
            FinishedFileAction onFinish,
            Path archive,
            Duration removeEmptyAfter,
            boolean documentReceipts) {
        return new Feed(
                name, Topics.raw(name), patterns, finishedAfter, onFinish, archive, removeEmptyAfter, documentReceipts);
    }

    @Override
    public String toString() {
        return name;
    }
}
