package dev.wherry.sink.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.kafka.connect.sink.SinkRecord;

/** The newest record of each key; an upsert cannot touch a row twice. */
final class NewestPerKey {
    private final RowFormat<SinkRecord> format;
    private final BinaryOperator<SinkRecord> newer;
    private final List<SinkRecord> records = new ArrayList<>();

    /** @param newer of an earlier and a later record of one key, the one that counts */
    NewestPerKey(RowFormat<SinkRecord> format, BinaryOperator<SinkRecord> newer) {
        this.format = format;
        this.newer = newer;
    }

    void add(SinkRecord record) {
        records.add(record);
    }

    EncodedRows<SinkRecord> rows() {
        // Stable: the records of one key stay in the order in which they came.
        records.sort((one, other) -> Arrays.compareUnsigned(key(one), key(other)));
        List<SinkRecord> newest = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            int last = newest.size() - 1;
            if (last >= 0 && Arrays.equals(key(newest.get(last)), key(record))) {
                newest.set(last, newer.apply(newest.get(last), record));
            } else {
                newest.add(record);
            }
        }
        return EncodedRows.of(format, newest);
    }

    private static byte[] key(SinkRecord record) {
        return (byte[]) record.key();
    }
}
