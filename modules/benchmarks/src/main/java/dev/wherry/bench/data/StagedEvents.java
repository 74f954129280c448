package dev.wherry.bench.data;

import java.nio.file.Path;

/**
 * A batch of events that was written outside of the inbox.
 *
 * @param path a directory of documents, or a file
 * @param first number of the first event; the others follow
 * @param events number of events
 * @param bytes total size of the events, without what separates them
 */
public record StagedEvents(Path path, long first, long events, long bytes) {}
