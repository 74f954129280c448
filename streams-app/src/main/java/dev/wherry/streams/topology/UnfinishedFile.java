package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.receipt.ErasedEvents;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of a reading of a file that has no receipt yet. Stored as JSON, so that a new outcome needs no migration. */
final class UnfinishedFile {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final char SEPARATOR = '|';
    private static final String COUNTS = "counts";
    private static final String ERASED = "erased";
    private static final String FINISHED = "finished";
    private static final String FINISHED_AT = "finished_at";

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    /** By erasure, because a statement may be repeated. */
    private final Map<String, Long> erased = new HashMap<>();
    /** Null until the source says that the file is read to its end. */
    private FinishedFile finished;

    private long finishedAt;

    private UnfinishedFile() {}

    /** An update that adds to the events of one outcome. */
    static byte[] count(Outcome outcome, long events) {
        return (outcome.label() + SEPARATOR + events).getBytes(UTF_8);
    }

    /** @param update what {@link #count} returns, or a {@link FileStatement} */
    void update(byte[] update, long timestamp) {
        if (update[0] != '{') {
            String text = new String(update, UTF_8);
            int end = text.indexOf(SEPARATOR);
            counts.merge(Outcome.ofLabel(text.substring(0, end)), Long.valueOf(text.substring(end + 1)), Long::sum);
            return;
        }
        FileStatement statement = FileStatement.ofJson(update);
        if (statement instanceof FinishedFile file) {
            finished = file;
            finishedAt = timestamp;
        } else if (statement instanceof ErasedEvents events) {
            erased.put(events.erasure(), events.events());
        } else {
            throw new IllegalStateException("no receipt is known for " + statement.getClass());
        }
    }

    /**
     * The receipt, once every event has an outcome. There can be more outcomes than events only if a worker without
     * exactly-once support has published events twice.
     */
    Optional<Receipt> receipt() {
        long gone = sum(erased);
        return finished != null && sum(counts) + gone >= finished.events()
                ? Optional.of(new Receipt(finished, counts, gone, Instant.ofEpochMilli(finishedAt)))
                : Optional.empty();
    }

    private static long sum(Map<?, Long> numbers) {
        return numbers.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @param stored what {@link #toStored} returned; null for a file of which nothing is known */
    static UnfinishedFile ofStored(byte[] stored) {
        UnfinishedFile file = new UnfinishedFile();
        if (stored == null) {
            return file;
        }
        try {
            JsonNode json = MAPPER.readTree(stored);
            json.path(COUNTS)
                    .properties()
                    .forEach(count -> file.counts.put(
                            Outcome.ofLabel(count.getKey()), count.getValue().longValue()));
            json.path(ERASED)
                    .properties()
                    .forEach(events ->
                            file.erased.put(events.getKey(), events.getValue().longValue()));
            if (json.has(FINISHED)) {
                file.finished = (FinishedFile)
                        FileStatement.ofJson(json.get(FINISHED).textValue().getBytes(UTF_8));
                file.finishedAt = json.path(FINISHED_AT).longValue();
            }
            return file;
        } catch (IOException corrupt) {
            throw new UncheckedIOException("the store of unfinished files is corrupt", corrupt);
        }
    }

    byte[] toStored() {
        ObjectNode json = MAPPER.createObjectNode();
        ObjectNode outcomes = json.putObject(COUNTS);
        counts.forEach((outcome, events) -> outcomes.put(outcome.label(), events));
        if (!erased.isEmpty()) {
            ObjectNode erasures = json.putObject(ERASED);
            erased.forEach(erasures::put);
        }
        if (finished != null) {
            json.put(FINISHED, new String(finished.toJson(), UTF_8)).put(FINISHED_AT, finishedAt);
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers", impossible);
        }
    }
}
