package dev.wherry.contracts.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.Snapshot;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.receipt.Reading;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The version of the rows of a full snapshot. All rows of a file have the same one, and newer files have greater ones. Not
 * thread-safe.
 */
public final class SnapshotVersion {
    private static final byte[] NONE = {};

    private final Snapshot.Order order;
    // A file's rows follow one another.
    private byte @Nullable [] lastFile;
    private byte @Nullable [] lastReading;
    private byte[] lastVersion = NONE;

    public SnapshotVersion(Snapshot.Order order) {
        this.order = order;
    }

    /**
     * The version of an event.
     *
     * @param headers those of the event's raw record
     */
    public byte[] read(HeaderReader headers, ProblemCollector problems) {
        byte[] file = headers.bytes(Headers.FILE);
        byte[] reading = headers.bytes(Headers.READING);
        if (file == null || reading == null || !Reading.isPart(reading)) {
            problems.moveTo("");
            problems.add(
                    ReasonCode.NO_SNAPSHOT,
                    "is not a part of a file of lines, an array or CSV rows, so it belongs to no full snapshot");
            return NONE;
        }
        if (!Arrays.equals(reading, lastReading) || !Arrays.equals(file, lastFile)) {
            lastVersion = of(order, new String(file, UTF_8), new String(reading, ISO_8859_1));
            lastFile = file;
            lastReading = reading;
        }
        return lastVersion;
    }

    /**
     * The version of all rows of a file.
     *
     * @param reading the id of the {@link Reading}
     */
    public static byte[] of(Snapshot.Order order, String file, String reading) {
        ByteBuilder version = new ByteBuilder();
        if (order == Snapshot.Order.NAME) {
            version.addText(file);
        }
        version.addText(reading);
        return version.toBytes();
    }
}
