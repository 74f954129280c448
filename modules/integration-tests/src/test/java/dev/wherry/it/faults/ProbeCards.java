package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.ServiceKind;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Probe events: cards whose arrival in the warehouse shows that the pipeline has recovered. Nothing else is ever written of
 * them, so that they can be erased. Each has three events: a document, an older one, and a copy as a line of a growing file.
 */
final class ProbeCards {
    /** Beyond the ids of the generated events. */
    static final long FIRST_ID = 1L << 40;
    /** The number of events of a probe. */
    static final int EVENTS = 3;

    private static final String TIME = "2026-11-21 00:00:00";
    private static final String EARLIER = "2026-11-20 00:00:00";

    private final Path directory;
    private final TreeMap<Long, List<String>> rows = new TreeMap<>();
    private int probes;

    ProbeCards(Path directory) {
        this.directory = directory;
    }

    /** The document of the first probe, relative to the inbox or the archive. */
    static String firstDocument() {
        return "cards/" + document(0);
    }

    private static String document(int number) {
        return "probe-" + number + ".json";
    }

    /** Writes a probe to the inbox. Returns the id of its card. */
    synchronized long writeProbe() throws IOException {
        int number = probes++;
        long id = FIRST_ID + number;
        String event = UUID.randomUUID().toString();
        write(
                "earlier-" + document(number),
                event(id, EARLIER, UUID.randomUUID().toString()));
        Files.writeString(
                directory.resolve("probes.ndjson"),
                event(id, TIME, event) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        write(document(number), event(id, TIME, event));
        rows.put(id, List.of(Long.toString(id), "7", "Probe", TIME, TIME, "true", event, TIME));
        return id;
    }

    private void write(String name, String event) throws IOException {
        Path hidden = directory.resolve("." + name);
        Files.writeString(hidden, event);
        Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String event(long id, String time, String event) {
        return """
                {"payload": {"id": %d, "user_id": 7, "created_by_name": "Probe", "updated_at": "%s", "created_at": "%s", \
                "active": true}, "metadata": {"type": "card", "event_at": "%s", "event_id": "%s"}}""".formatted(id, time, time, time, event);
    }

    /**
     * The card of any probe that can be erased, of which there must be one, so probes may be written. The first line of the
     * growing file and its last one identify it: a source that finds one of them erased reads the file again.
     */
    synchronized long anyErasable(RandomGenerator random) throws IOException {
        while (rows.size() < 3) {
            writeProbe();
        }
        List<Long> ids = new ArrayList<>(rows.keySet());
        return ids.get(1 + random.nextInt(ids.size() - 2));
    }

    /** The card of a probe has been erased. */
    synchronized void erased(long id) {
        rows.remove(id);
    }

    /** The number of events, without those of erased cards. */
    synchronized long written() {
        return (long) EVENTS * rows.size();
    }

    synchronized TruthTable truth() {
        return TruthTable.of(ServiceKind.CARDS, rows, new Counts(written(), 0, rows.size()));
    }
}
