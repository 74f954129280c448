package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.ServiceKind;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Probe events: cards whose arrival in the warehouse shows that the pipeline has recovered. */
final class ProbeCards {
    /** Beyond the ids of the generated events. */
    static final long FIRST_ID = 1L << 40;

    private static final String TIME = "2026-11-21 00:00:00";

    private final Path directory;
    private final List<List<String>> rows = new ArrayList<>();

    ProbeCards(Path directory) {
        this.directory = directory;
    }

    /** Writes a probe to the inbox. Returns the id of its card. */
    synchronized long writeProbe() throws IOException {
        long id = FIRST_ID + rows.size();
        String event = UUID.randomUUID().toString();
        Path hidden = directory.resolve(".probe-" + id);
        Files.writeString(hidden, """
                {"payload": {"id": %d, "user_id": 7, "created_by_name": "Probe", "updated_at": "%s", "created_at": "%s",
                  "active": true},
                 "metadata": {"type": "card", "event_at": "%s", "event_id": "%s"}}
                """.formatted(id, TIME, TIME, TIME, event));
        Files.move(hidden, directory.resolve("probe-" + id + ".json"), StandardCopyOption.ATOMIC_MOVE);
        rows.add(List.of(Long.toString(id), "7", "Probe", TIME, TIME, "true", event, TIME));
        return id;
    }

    synchronized long written() {
        return rows.size();
    }

    synchronized TruthTable truth() {
        TreeMap<Long, List<String>> table = new TreeMap<>();
        rows.forEach(row -> table.put(Long.valueOf(row.get(0)), row));
        return TruthTable.of(ServiceKind.CARDS, table, new Counts(rows.size(), 0, rows.size()));
    }
}
