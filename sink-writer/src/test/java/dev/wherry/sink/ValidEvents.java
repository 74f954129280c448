package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** State records as the streams app makes them of valid events. */
final class ValidEvents {
    private ValidEvents() {}

    /** The record of an event, or the tombstone if it deletes a row. The feed of a type is named like it, with an s. */
    static FakeTopics.Entry entry(Catalog catalog, String type, String event) {
        byte[] value = event.getBytes(StandardCharsets.UTF_8);
        Verdict.Valid valid = (Verdict.Valid) catalog.validator(type + "s").validate(value, HeaderReader.NONE);
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.FEED, GaugeRecords.text(type + "s"));
        headers.put(Headers.FILE, GaugeRecords.text(type + "s/a.json"));
        headers.put(Headers.OFFSET, GaugeRecords.text("0"));
        headers.put(Headers.VERSION, valid.version());
        return new FakeTopics.Entry(valid.key(), valid.deletion() ? null : value, headers);
    }
}
