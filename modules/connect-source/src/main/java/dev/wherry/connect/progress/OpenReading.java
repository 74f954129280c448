package dev.wherry.connect.progress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wherry.split.SplitEvent;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.receipt.Reading;
import java.util.List;

/**
 * What is published of a file and in no receipt yet.
 *
 * @param header the id of the {@link Reading}, as a header
 * @param path the file's name when it began
 * @param events the number of events
 * @param firstOffset of its first event; -1 if there is none
 * @param lastOffset of its last event; -1 if there is none
 */
public record OpenReading(byte[] header, String path, long events, long firstOffset, long lastOffset) {
    public static final long NONE = -1;

    public static OpenReading of(String path) {
        return new OpenReading(new Reading(Reading.newId(), null).toHeader(), path, 0, NONE, NONE);
    }

    public String id() {
        return new String(header, ISO_8859_1);
    }

    public OpenReading plus(List<SplitEvent> published) {
        if (published.isEmpty()) {
            return this;
        }
        long first = events == 0 ? published.get(0).offset() : firstOffset;
        long last = published.get(published.size() - 1).offset();
        return new OpenReading(header, path, events + published.size(), first, last);
    }

    /**
     * Everything is read.
     *
     * @param size of the file in bytes
     * @param fingerprint see {@link FinishedFile#fingerprint}
     */
    public FinishedFile finished(String feed, long size, String fingerprint) {
        return finished(feed, size, fingerprint, Ending.FINISHED);
    }

    /** @param size the number of bytes that were read */
    public FinishedFile abandoned(String feed, long size, Ending ending) {
        return finished(feed, size, null, ending);
    }

    private FinishedFile finished(String feed, long size, String fingerprint, Ending ending) {
        return new FinishedFile(
                feed, path, id(), size, fingerprint, events, orNull(firstOffset), orNull(lastOffset), ending);
    }

    private static Long orNull(long offset) {
        return offset == NONE ? null : offset;
    }
}
