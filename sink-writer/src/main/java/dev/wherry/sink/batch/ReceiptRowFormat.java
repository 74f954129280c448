package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns receipts into rows of {@code receipt_counts}, which has a column for each outcome. */
final class ReceiptRowFormat implements UnversionedRowFormat {
    private static final PostgresType TEXT = PostgresType.of(ScalarType.TEXT);
    private static final PostgresType BIGINT = PostgresType.of(ScalarType.BIGINT);
    private static final TargetTable TABLE = new TargetTable(
            TableName.of("receipt_counts"),
            fields(),
            List.of("loaded_at"),
            List.of("file", "reading"),
            TargetTable.OnConflict.REPLACE,
            Optional.empty());

    private static List<TargetTable.Field> fields() {
        List<TargetTable.Field> fields = new ArrayList<>(List.of(
                new TargetTable.Field("feed", TEXT),
                new TargetTable.Field("file", TEXT),
                new TargetTable.Field("reading", TEXT),
                new TargetTable.Field("size", BIGINT),
                new TargetTable.Field("fingerprint", TEXT),
                new TargetTable.Field("ending", TEXT),
                new TargetTable.Field("first_offset", BIGINT),
                new TargetTable.Field("last_offset", BIGINT),
                new TargetTable.Field("finished_at", PostgresType.of(ScalarType.TIMESTAMPTZ)),
                new TargetTable.Field("events", BIGINT),
                new TargetTable.Field("erased", BIGINT)));
        for (Outcome outcome : Outcome.values()) {
            fields.add(new TargetTable.Field(outcome.label(), BIGINT));
        }
        return fields;
    }

    @Override
    public TargetTable table() {
        return TABLE;
    }

    @Override
    public Reason incomplete() {
        return new Reason("no_receipt", "", "the receipt has no key or no value");
    }

    @Override
    public Object[] values(SinkRecord record) {
        Receipt receipt = Receipt.ofJson((byte[]) record.value());
        FinishedFile file = receipt.file();
        List<Object> values = new ArrayList<>();
        values.add(file.feed());
        values.add(QuarantineRowFormat.storable(file.file()));
        values.add(file.reading());
        values.add(file.size());
        values.add(file.fingerprint());
        values.add(file.ending().label());
        values.add(file.firstOffset());
        values.add(file.lastOffset());
        values.add(receipt.finishedAt());
        values.add(file.events());
        values.add(receipt.erased());
        for (Outcome outcome : Outcome.values()) {
            values.add(receipt.count(outcome));
        }
        return values.toArray();
    }
}
