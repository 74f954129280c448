package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * State records of three contracts whose tables refer to each other: an item belongs to an owner and to another item, an
 * owner has a badge, which a deferrable constraint keeps unique, and a seat has a place, which an immediate one does.
 */
final class RelatedRecords {
    static final Path CONTRACTS = Path.of("src/test/resources/related");
    static final TopicPartition OWNERS = new TopicPartition("state.owner", 0);
    static final TopicPartition ITEMS = new TopicPartition("state.item", 0);
    static final TopicPartition SEATS = new TopicPartition("state.seat", 0);

    static final Catalog CATALOG = Catalog.load(CONTRACTS);

    private RelatedRecords() {}

    static Map<String, String> configuration(TestDatabase database) {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", CONTRACTS.toString());
        return configuration;
    }

    static FakeTopics.Entry owner(long id, long seq, String badge) {
        return entry("owner", """
                {"type": "owner", "id": %d, "seq": %d, "badge": "%s"}""".formatted(id, seq, badge));
    }

    /** @param owner null for none, as {@code parent} */
    static FakeTopics.Entry item(long id, long seq, Long owner, Long parent) {
        return entry("item", """
                {"type": "item", "id": %d, "seq": %d, "owner": %d, "parent": %d}""".formatted(id, seq, owner, parent));
    }

    static FakeTopics.Entry seat(long id, long seq, String place) {
        return entry("seat", """
                {"type": "seat", "id": %d, "seq": %d, "place": "%s"}""".formatted(id, seq, place));
    }

    /** The tombstone of an event that deletes the row. */
    static FakeTopics.Entry deletion(String type, long id, long seq) {
        return entry(type, """
                {"type": "%s", "id": %d, "seq": %d, "gone": true}""".formatted(type, id, seq));
    }

    private static FakeTopics.Entry entry(String type, String event) {
        return ValidEvents.entry(CATALOG, type, event);
    }
}
