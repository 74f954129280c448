package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Records of two contracts with event tables: visits, which have no version, and trips, whose version is {@code seq}. */
final class EventRecords {
    static final Path CONTRACTS = Path.of("src/test/resources/events");
    static final Catalog CATALOG = Catalog.load(CONTRACTS);
    static final TopicPartition VISITS = visits(0);
    static final TopicPartition TRIPS = trips(0);
    static final String TOO_LONG = "too long a note";

    private EventRecords() {}

    static TopicPartition visits(int partition) {
        return new TopicPartition("events.visit", partition);
    }

    static TopicPartition trips(int partition) {
        return new TopicPartition("events.trip", partition);
    }

    static Map<String, String> configuration(TestDatabase database) {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", CONTRACTS.toString());
        return configuration;
    }

    static FakeTopics.Entry visit(long id, String note) {
        return visit("visits", "visits/a.json", id, null, note);
    }

    /** @param site null for none */
    static FakeTopics.Entry visit(String feed, String file, long id, Long site, String note) {
        return entry(feed, file, """
                {"type": "visit", "id": %d, "site": %d, "note": "%s", "tags": ["%s"]}""".formatted(id, site, note, note));
    }

    static FakeTopics.Entry trip(long id, long seq, String note) {
        return entry("trips", "trips/a.json", """
                {"type": "trip", "id": %d, "seq": %d, "note": "%s"}""".formatted(id, seq, note));
    }

    private static FakeTopics.Entry entry(String feed, String file, String event) {
        byte[] value = event.getBytes(StandardCharsets.UTF_8);
        Verdict.Valid valid = (Verdict.Valid) CATALOG.validator(feed).validate(value, HeaderReader.NONE);
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.FEED, GaugeRecords.text(feed));
        headers.put(Headers.FILE, GaugeRecords.text(file));
        headers.put(Headers.OFFSET, GaugeRecords.text("0"));
        headers.put(Headers.VERSION, valid.version());
        return new FakeTopics.Entry(valid.key(), value, headers);
    }
}
