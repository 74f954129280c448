package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.Headers;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;

/** @param headers the headers of the raw record, by name without the prefix {@code wherry.} */
record TestEvent(String feed, String key, byte[] event, Map<String, String> headers) {
    static TestEvent ofDocument(String feed, String file, long modified, String event) {
        return new TestEvent(
                feed,
                file,
                event.getBytes(UTF_8),
                Map.of("file", file, "offset", "0", "modified", Long.toString(modified)));
    }

    TestRecord<byte[], byte[]> record() {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> all.add("wherry." + name, value.getBytes(UTF_8)));
        return new TestRecord<>(key == null ? null : key.getBytes(UTF_8), event, all, 1_000L);
    }

    /** The headers of a record as text; the version, which is bytes, as hexadecimal digits. */
    static Map<String, String> headersOf(TestRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(
                        header.key().substring("wherry.".length()),
                        header.key().equals(Headers.VERSION)
                                ? HexFormat.of().formatHex(header.value())
                                : new String(header.value(), UTF_8)));
        return headers;
    }
}
