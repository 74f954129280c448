package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * State records of a contract with two child tables: the lines of an order, which refer to it and to products, and its tags.
 */
public final class OrderRecords {
    public static final Path CONTRACTS = Path.of("src/test/resources/children");
    static final TopicPartition ORDERS = new TopicPartition("state.order", 0);
    static final TopicPartition PRODUCTS = new TopicPartition("state.product", 0);

    public static final Catalog CATALOG = Catalog.load(CONTRACTS);

    private OrderRecords() {}

    /** A line of an order. PostgreSQL refuses amounts below 1. */
    record Line(long sku, int amount) {}

    static Map<String, String> configuration(TestDatabase database) {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", CONTRACTS.toString());
        return configuration;
    }

    static FakeTopics.Entry product(long sku) {
        return entry("product", """
                {"type": "product", "sku": %d, "seq": 1}""".formatted(sku));
    }

    static FakeTopics.Entry order(long id, long seq, Line... lines) {
        return order(id, seq, List.of(lines), List.of());
    }

    static FakeTopics.Entry order(long id, long seq, List<Line> lines, List<String> tags) {
        return entry("order", """
                {"type": "order", "shop": "a", "id": %d, "seq": %d, "lines": %s, "tags": %s}""".formatted(
                id,
                seq,
                array(lines.stream().map(line -> "{\"sku\": %d, \"amount\": %d}".formatted(line.sku, line.amount))),
                array(tags.stream().map("{\"tag\": \"%s\"}"::formatted))));
    }

    /** The tombstone of an event that deletes the order. */
    static FakeTopics.Entry deletion(long id, long seq) {
        return entry("order", """
                {"type": "order", "shop": "a", "id": %d, "seq": %d, "gone": true}""".formatted(id, seq));
    }

    private static String array(Stream<String> elements) {
        return elements.collect(Collectors.joining(", ", "[", "]"));
    }

    private static FakeTopics.Entry entry(String type, String event) {
        return ValidEvents.entry(CATALOG, type, event);
    }
}
