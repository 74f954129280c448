package dev.wherry.sink.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Collects the records of a table. Keeps the newest of each key if rows are replaced: an upsert cannot update one twice. */
final class RecordsByKey {
    private final RecordRowFormat format;
    private final List<SinkRecord> records = new ArrayList<>();

    RecordsByKey(RecordRowFormat format) {
        this.format = format;
    }

    void add(SinkRecord record) {
        records.add(record);
    }

    /** The rows to write and the rows to delete, each in the order of their keys. */
    List<EncodedRows<SinkRecord>> rows() {
        // The sort is stable: the records of a key stay in the order of their arrival.
        records.sort(format::compareKeys);
        List<SinkRecord> kept = format instanceof ReplacingRowFormat replacing ? newest(replacing) : records;
        if (format.deletions().isEmpty()) {
            return List.of(EncodedRows.of(format, kept));
        }
        List<SinkRecord> written = new ArrayList<>(kept.size());
        List<SinkRecord> deleted = new ArrayList<>();
        kept.forEach(record -> (record.value() == null ? deleted : written).add(record));
        List<EncodedRows<SinkRecord>> rows = new ArrayList<>();
        if (!deleted.isEmpty()) {
            rows.add(EncodedRows.of(format.deletions().get(), deleted));
        }
        if (!written.isEmpty()) {
            rows.add(EncodedRows.of(format, written));
        }
        return rows;
    }

    private List<SinkRecord> newest(ReplacingRowFormat replacing) {
        List<SinkRecord> newest = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            int last = newest.size() - 1;
            if (last >= 0 && format.compareKeys(newest.get(last), record) == 0) {
                newest.set(last, replacing.newer(newest.get(last), record));
            } else {
                newest.add(record);
            }
        }
        return newest;
    }
}
