package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of the test contract, as the streams app publishes them. */
public final class GaugeRecords {
    public static final Path CONTRACTS = Path.of("src/test/resources/contracts");
    public static final String STATE = "state.gauge";
    public static final String INVALID = "invalid.gauges";

    private static final Catalog CATALOG = Catalog.load(CONTRACTS);

    private GaugeRecords() {}

    public static Catalog catalog() {
        return CATALOG;
    }

    /** The state record of a gauge with this level. {@code seq} is the version. */
    public static FakeTopics.Entry state(long id, long seq, String level) {
        return state("""
                {"type": "gauge", "station": "Süd", "id": %d, "seq": %d, "level": %s, "note": null}""".formatted(id, seq, level));
    }

    /** The state record of a valid event. */
    public static FakeTopics.Entry state(String event) {
        byte[] value = event.getBytes(StandardCharsets.UTF_8);
        if (!(CATALOG.validator("gauges").validate(value, HeaderReader.NONE) instanceof Verdict.Valid valid)) {
            throw new IllegalArgumentException("invalid event: " + event);
        }
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.FEED, text("gauges"));
        headers.put(Headers.FILE, text("gauges/a.json"));
        headers.put(Headers.OFFSET, text("17"));
        headers.put(Headers.MODIFIED, text("1600000000123456789"));
        headers.put(Headers.VERSION, valid.version());
        return new FakeTopics.Entry(valid.key(), value, headers);
    }

    /** The record of an invalid event with one reason. */
    public static FakeTopics.Entry invalid(String event) {
        return new FakeTopics.Entry(
                text("gauges/b.json"),
                text(event),
                Map.of(
                        Headers.FILE, text("gauges/b.json"),
                        Headers.OFFSET, text("3"),
                        Headers.REASONS,
                                text("[{\"code\":\"required\",\"pointer\":\"/id\",\"message\":\"is missing\"}]")));
    }

    /** A ledger record. */
    public static FakeTopics.Entry count(String counter, long events) {
        return new FakeTopics.Entry(text(counter), text(Long.toString(events)), Map.of());
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
