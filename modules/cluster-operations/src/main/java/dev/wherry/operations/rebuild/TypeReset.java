package dev.wherry.operations.rebuild;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.change.ContractChange;
import dev.wherry.contracts.change.ContractDefinition;
import dev.wherry.contracts.change.Effect;
import dev.wherry.contracts.change.RecordedContract;
import dev.wherry.contracts.warehouse.RecordedContracts;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.topics.LogOffsets;
import dev.wherry.wire.LedgerParts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Discards the rows of one type and lets the sink write them again, from the records that the streams app has kept. The app's
 * state and all other types stay as they are, and everything may keep running: a sink notices that its offsets have moved.
 *
 * <p>Every step is idempotent, so an interrupted reset is completed by running it again.
 */
public final class TypeReset {
    private static final String APPLICATION = "wherry rebuild";

    private final PipelineTarget target;
    private final Catalog catalog;
    private final Contract contract;

    public TypeReset(PipelineTarget target, Catalog catalog, Contract contract) {
        this.target = target;
        this.catalog = catalog;
        this.contract = contract;
    }

    /** The topics whose records become the rows. */
    public static List<String> topics(Contract contract) {
        return List.of(contract.topic());
    }

    private List<TableName> tables() {
        return List.of(contract.table());
    }

    /**
     * Finds what would prevent the reset, before anything is discarded.
     *
     * @throws RebuildImpossibleException if the pipeline runs with another contract, or the tables cannot be truncated
     */
    public void check() throws SQLException {
        recorded();
        warehouse().rehearse();
    }

    /**
     * Runs all steps.
     *
     * @param listener receives a description before each step
     * @throws RebuildImpossibleException if the pipeline runs with another contract
     * @throws org.apache.kafka.common.KafkaException if the brokers fail or reject a request
     */
    public void run(Consumer<String> listener) throws SQLException {
        RecordedContract recorded = recorded();
        Map<TopicPartition, Long> beginnings;
        try (LogOffsets offsets = new LogOffsets(target.kafka())) {
            beginnings = offsets.beginnings(offsets.partitions(topics(contract)));
        }
        listener.accept("emptying the table " + contract.table());
        warehouse().truncate(beginnings);
        listener.accept("recording that it is filled again from " + String.join(" and ", topics(contract)));
        new ContractsProducer(target.kafka()).publish(contract.type(), recorded.withRebuiltRows());
    }

    /** What the pipeline has recorded of the contract, which must be the present one: the sink writes the rows with it. */
    private RecordedContract recorded() throws SQLException {
        RecordedContract recorded = read().orElseThrow(() -> new RebuildImpossibleException(
                "The warehouse does not know the contract %s yet: run the pipeline with it, then rebuild."
                        .formatted(contract.type())));
        ContractDefinition present = catalog.definition(contract);
        for (ContractChange change : recorded.changesTo(present)) {
            throw new RebuildImpossibleException(
                    change.effect() == Effect.OTHER_STATE
                            ? change.sentence()
                            : "The contract %s has changed since the pipeline was started, at %s: start it again with the present one, then rebuild."
                                    .formatted(contract.type(), change.pointer()));
        }
        return recorded;
    }

    private Optional<RecordedContract> read() throws SQLException {
        try (Connection connection = target.connect(APPLICATION)) {
            WarehouseSchema schema = WarehouseSchema.find(connection, catalog);
            schema.use(connection);
            return schema.hasTable(connection, "wherry_contracts")
                    ? RecordedContracts.read(connection).of(contract.type())
                    : Optional.empty();
        }
    }

    private WarehouseReset warehouse() {
        return new WarehouseReset(target, catalog, tables(), this::takeBack);
    }

    /**
     * Takes back what the sink has found out about the records: it finds it out again. This comes after the table, as when the
     * sink tries rows of the quarantine again: it then finds that they are gone, and rolls back.
     */
    private void takeBack(Connection connection, WarehouseSchema schema) throws SQLException {
        for (String topic : topics(contract)) {
            delete(connection, schema.qualify("quarantine") + " WHERE topic = ?", topic);
        }
        delete(
                connection,
                schema.qualify("ledger_counts") + " WHERE part ~ ?",
                LedgerParts.correctionsPattern(contract.type()));
        delete(connection, schema.qualify("receipt_corrections") + " WHERE type = ?", contract.type());
    }

    private static void delete(Connection connection, String rows, String value) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + rows)) {
            delete.setString(1, value);
            delete.executeUpdate();
        }
    }
}
