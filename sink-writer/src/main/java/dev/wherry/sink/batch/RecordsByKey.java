package dev.wherry.sink.batch;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** The rows, in the order of their keys. */
    EncodedRows<SinkRecord> rows() {
        // The sort is stable: the records of a key stay in the order of their arrival.
        records.sort((one, other) -> Arrays.compareUnsigned(key(one), key(other)));
        return EncodedRows.of(format, format instanceof ReplacingRowFormat replacing ? newest(replacing) : records);
    }

    private List<SinkRecord> newest(ReplacingRowFormat replacing) {
        List<SinkRecord> newest = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            int last = newest.size() - 1;
            if (last >= 0 && Arrays.equals(key(newest.get(last)), key(record))) {
                newest.set(last, replacing.newer(newest.get(last), record));
            } else {
                newest.add(record);
            }
        }
        return newest;
    }

    private static byte[] key(SinkRecord record) {
        return (byte[]) record.key();
    }
}
