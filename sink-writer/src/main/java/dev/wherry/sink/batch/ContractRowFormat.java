package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.change.RecordedContract;
import dev.wherry.sink.copy.PostgresType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of the topic {@code contracts} into rows of {@code wherry_contracts}. */
final class ContractRowFormat implements UnversionedRowFormat {
    private static final PostgresType TEXT = PostgresType.of(ScalarType.TEXT);
    private static final TargetTable TABLE = new TargetTable(
            TableName.of("wherry_contracts"),
            List.of(new TargetTable.Field("type", TEXT), new TargetTable.Field("definition", TEXT)),
            List.of("recorded_at"),
            List.of("type"),
            TargetTable.OnConflict.REPLACE,
            Optional.empty());

    @Override
    public TargetTable table() {
        return TABLE;
    }

    @Override
    public Reason incomplete() {
        return new Reason("no_contract", "", "the recorded contract has no key or no value");
    }

    @Override
    public Object[] values(SinkRecord record) {
        String recorded = new String((byte[]) record.value(), StandardCharsets.UTF_8);
        RecordedContract.parse(recorded);
        return new Object[] {new String((byte[]) record.key(), StandardCharsets.UTF_8), recorded};
    }
}
