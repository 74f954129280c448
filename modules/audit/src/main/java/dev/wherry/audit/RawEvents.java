package dev.wherry.audit;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Validates every raw event and loads what decides its outcome: some 250 bytes an event, not the event itself. */
final class RawEvents {
    private final Map<String, Feed> feeds = new TreeMap<>();
    private final Map<String, Feed> byTopic = new HashMap<>();
    private final Digests digests = new Digests();
    private final ExpectedRows rows;
    private final Loader valid;
    private final Loader invalid;
    private final Loader lateKeys;
    private final Loader lateInvalid;

    RawEvents(AuditDatabase database, Catalog catalog, ExpectedRows rows) {
        this.rows = rows;
        for (String feed : catalog.feeds()) {
            Feed counted = new Feed(feed, catalog.validator(feed));
            feeds.put(feed, counted);
            byTopic.put(Topics.raw(feed), counted);
        }
        valid = Loader.of(database, "wherry_audit_valid");
        invalid = Loader.of(database, "wherry_audit_invalid");
        lateKeys = Loader.of(database, "wherry_audit_late_key");
        lateInvalid = Loader.of(database, "wherry_audit_late_invalid");
    }

    /** A feed's validator and what it found. */
    static final class Feed {
        private final String name;
        private final EventValidator validator;
        long valid;
        long invalid;
        long lateValid;
        long lateInvalid;

        private Feed(String name, EventValidator validator) {
            this.name = name;
            this.validator = validator;
        }
    }

    Map<String, Feed> feeds() {
        return feeds;
    }

    long late() {
        return feeds.values().stream()
                .mapToLong(feed -> feed.lateValid + feed.lateInvalid)
                .sum();
    }

    /** An event that was there when the audit began. */
    void take(ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        Feed feed = byTopic.get(raw.topic());
        Verdict verdict = feed.validator.validate(raw.value(), RawOrigin.number(raw, Headers.FULL_SIZE));
        Origin origin = RawOrigin.origin(raw);
        if (verdict instanceof Verdict.Valid found) {
            feed.valid++;
            valid.row()
                    .text(feed.name)
                    .text(found.contract().type())
                    .bytes(found.key())
                    .bytes(found.version())
                    .bytes(found.id())
                    .number(RawOrigin.orNull(origin.modified()))
                    .bytes(origin.file().getBytes(UTF_16BE))
                    .number(origin.offset())
                    .bytes(digests.of(raw.value()))
                    .number((long) raw.value().length)
                    .number((long) raw.partition())
                    .number(raw.offset())
                    .endRow();
        } else if (verdict instanceof Verdict.Invalid found) {
            feed.invalid++;
            invalid.row()
                    .text(feed.name)
                    .storable(origin.file())
                    .number(origin.offset())
                    .number(RawOrigin.orNull(origin.modified()))
                    .bytes(digests.of(raw.value()))
                    .number(RawOrigin.orNull(RawOrigin.number(raw, Headers.FULL_SIZE)))
                    .storable(ReasonCodes.of(found.reasons()))
                    .number((long) raw.partition())
                    .number(raw.offset())
                    .endRow();
        }
    }

    /** An event that came after the audit had begun: what it touches is not judged. */
    void takeLate(ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        Feed feed = byTopic.get(raw.topic());
        Verdict verdict = feed.validator.validate(raw.value(), RawOrigin.number(raw, Headers.FULL_SIZE));
        if (verdict instanceof Verdict.Valid found) {
            feed.lateValid++;
            lateKeys.row().text(found.contract().type()).bytes(found.key()).endRow();
            rows.takeLate(found, feed.name, raw);
        } else {
            feed.lateInvalid++;
            Origin origin = RawOrigin.origin(raw);
            lateInvalid
                    .row()
                    .text(feed.name)
                    .storable(origin.file())
                    .number(origin.offset())
                    .bytes(digests.of(raw.value()))
                    .endRow();
        }
    }

    void flush() throws SQLException {
        valid.flush();
        invalid.flush();
        lateKeys.flush();
        lateInvalid.flush();
        rows.flush();
    }
}
