package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Snapshot;
import dev.wherry.contracts.Verdict;
import dev.wherry.contracts.value.SnapshotVersion;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.receipt.SnapshotDecision;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records about full snapshots of a feed that is named like its type, with an s, as the streams app writes them. */
final class SnapshotRecords {
    private final Catalog catalog;
    private final String type;
    private final String feed;

    SnapshotRecords(Catalog catalog, String type) {
        this.catalog = catalog;
        this.type = type;
        this.feed = type + "s";
    }

    /** The record of a row, in the topic of states or of events. */
    FakeTopics.Entry row(String file, String reading, long offset, String event) {
        byte[] value = GaugeRecords.text(event);
        Map<String, byte[]> raw = Map.of(
                Headers.FILE, GaugeRecords.text(file),
                Headers.READING, GaugeRecords.text(reading),
                Headers.OFFSET, GaugeRecords.text(Long.toString(offset)));
        Verdict.Valid valid = (Verdict.Valid) catalog.validator(feed).validate(value, new HeaderReader(raw::get));
        Map<String, byte[]> headers = headers(file, offset, valid.version());
        headers.put(Headers.ID, valid.id());
        return new FakeTopics.Entry(valid.key(), value, headers);
    }

    /** The tombstone of a key that a snapshot lacks. */
    FakeTopics.Entry missing(String file, String reading, String key) {
        return new FakeTopics.Entry(GaugeRecords.text(key), null, headers(file, 0, version(file, reading)));
    }

    private Map<String, byte[]> headers(String file, long offset, byte[] version) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.FEED, GaugeRecords.text(feed));
        headers.put(Headers.FILE, GaugeRecords.text(file));
        headers.put(Headers.OFFSET, GaugeRecords.text(Long.toString(offset)));
        headers.put(Headers.VERSION, version);
        return headers;
    }

    FakeTopics.Entry decision(String file, String reading, SnapshotDecision.Verdict verdict, String reason) {
        SnapshotDecision decision =
                new SnapshotDecision(type, feed, file, reading, version(file, reading), verdict, 3, 2, 4, reason);
        return new FakeTopics.Entry(GaugeRecords.text(file), decision.toJson(), Map.of());
    }

    static byte[] version(String file, String reading) {
        return SnapshotVersion.of(Snapshot.Order.NAME, file, reading);
    }
}
