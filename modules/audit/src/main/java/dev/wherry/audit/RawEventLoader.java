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

/** Validates every raw event and loads what determines its outcome: about 250 bytes per event, not the event itself. */
final class RawEventLoader {
    private final Map<String, Feed> feeds = new TreeMap<>();
    private final Map<String, Feed> byTopic = new HashMap<>();
    private final Sha256 sha256 = new Sha256();
    private final ExpectedRows rows;
    private final CopyLoader valid;
    private final CopyLoader skipped;
    private final CopyLoader invalid;
    private final CopyLoader lateKeys;
    private final CopyLoader lateInvalid;
    private final CopyLoader lateReadings;

    RawEventLoader(AuditDatabase database, Catalog catalog, ExpectedRows rows) {
        this.rows = rows;
        for (String feed : catalog.feeds()) {
            Feed counts = new Feed(feed, catalog.validator(feed));
            feeds.put(feed, counts);
            byTopic.put(Topics.raw(feed), counts);
        }
        valid = CopyLoader.of(database, "wherry_audit_valid");
        skipped = CopyLoader.of(database, "wherry_audit_skipped");
        invalid = CopyLoader.of(database, "wherry_audit_invalid");
        lateKeys = CopyLoader.of(database, "wherry_audit_late_key");
        lateInvalid = CopyLoader.of(database, "wherry_audit_late_invalid");
        lateReadings = CopyLoader.of(database, "wherry_audit_late_reading");
    }

    /** A feed's validator and its counts. */
    static final class Feed {
        private final String name;
        private final EventValidator validator;
        long valid;
        long skipped;
        long invalid;
        long lateValid;
        long lateSkipped;
        long lateInvalid;

        private Feed(String name, EventValidator validator) {
            this.name = name;
            this.validator = validator;
        }

        long late() {
            return lateValid + lateSkipped + lateInvalid;
        }
    }

    Map<String, Feed> feeds() {
        return feeds;
    }

    long lateEvents() {
        return feeds.values().stream().mapToLong(Feed::late).sum();
    }

    /** Adds an event that existed when the audit started. */
    void add(ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        Feed feed = byTopic.get(raw.topic());
        Verdict verdict = feed.validator.validate(raw.value(), RawOrigin.headers(raw));
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
                    .bytes(sha256.digest(found.event()))
                    .truth(found.deletion())
                    .number((long) found.event().length)
                    .number((long) raw.partition())
                    .number(raw.offset())
                    .storable(RawOrigin.text(raw, Headers.READING))
                    .endRow();
        } else if (verdict instanceof Verdict.Skipped) {
            feed.skipped++;
            skipped.row()
                    .text(feed.name)
                    .storable(origin.file())
                    .number(origin.offset())
                    .number(RawOrigin.orNull(origin.modified()))
                    .bytes(sha256.digest(raw.value()))
                    .number((long) raw.partition())
                    .number(raw.offset())
                    .storable(RawOrigin.text(raw, Headers.READING))
                    .endRow();
        } else if (verdict instanceof Verdict.Invalid found) {
            feed.invalid++;
            invalid.row()
                    .text(feed.name)
                    .storable(origin.file())
                    .number(origin.offset())
                    .number(RawOrigin.orNull(origin.modified()))
                    .bytes(sha256.digest(raw.value()))
                    .number(RawOrigin.orNull(RawOrigin.number(raw, Headers.FULL_SIZE)))
                    .storable(ReasonCodes.of(found.reasons()))
                    .number((long) raw.partition())
                    .number(raw.offset())
                    .storable(RawOrigin.text(raw, Headers.READING))
                    .endRow();
        } else {
            throw unknown(verdict);
        }
    }

    /** Adds an event that arrived after the audit started: what it affects is not checked. */
    void addLate(ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        Feed feed = byTopic.get(raw.topic());
        Verdict verdict = feed.validator.validate(raw.value(), RawOrigin.headers(raw));
        lateReadings.row().storable(RawOrigin.text(raw, Headers.READING)).endRow();
        if (verdict instanceof Verdict.Valid found) {
            feed.lateValid++;
            lateKeys.row().text(found.contract().type()).bytes(found.key()).endRow();
            rows.addLate(found, feed.name, raw);
        } else if (verdict instanceof Verdict.Skipped) {
            feed.lateSkipped++;
        } else if (verdict instanceof Verdict.Invalid) {
            feed.lateInvalid++;
            Origin origin = RawOrigin.origin(raw);
            lateInvalid
                    .row()
                    .text(feed.name)
                    .storable(origin.file())
                    .number(origin.offset())
                    .bytes(sha256.digest(raw.value()))
                    .endRow();
        } else {
            throw unknown(verdict);
        }
    }

    /** The audit must not leave out a kind of events silently. */
    private static IllegalStateException unknown(Verdict verdict) {
        return new IllegalStateException("the audit does not know the verdict " + verdict.getClass());
    }

    void flush() throws SQLException {
        valid.flush();
        skipped.flush();
        invalid.flush();
        lateKeys.flush();
        lateInvalid.flush();
        lateReadings.flush();
        rows.flush();
    }
}
