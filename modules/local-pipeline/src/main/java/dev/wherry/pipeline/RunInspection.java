package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Collects a sentence for each thing that is wrong at the end of a run, with its remedy. */
final class RunInspection {
    private final Path home;
    private final Catalog catalog;
    private final WarehouseQueries warehouse;
    private final List<String> problems = new ArrayList<>();

    RunInspection(Path home, Catalog catalog, WarehouseQueries warehouse) {
        this.home = home;
        this.catalog = catalog;
        this.warehouse = warehouse;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    void addEnding(RunEnding ending, PipelineSnapshot snapshot) {
        String left = "pending files %,d, events in flight %,d".formatted(snapshot.pending(), snapshot.lag());
        switch (ending) {
            case DRAINED -> {}
            case STALLED ->
                problems.add("Nothing has moved for the stall timeout: " + left
                        + ". Mend what is named here or in the log, then run it again.");
            case STOPPED -> problems.add("The run was stopped before its end: " + left + ". Run it again to continue.");
        }
    }

    /** What the pipeline's parts said themselves. */
    void addAll(Iterable<String> sentences) {
        sentences.forEach(problems::add);
    }

    void addImbalances(Reconciliation books) {
        books.imbalances()
                .forEach(imbalance ->
                        problems.add("The books do not balance: %s. `wherry audit --home %s` names each difference."
                                .formatted(imbalance, home)));
    }

    /** @param beginnings by raw partition, the first offset that is left */
    void addDeletedEvents(Map<TopicPartition, Long> beginnings) {
        beginnings.forEach((partition, beginning) -> problems.add(
                ("The events of %s before offset %d have been deleted, for example by retention, so they cannot be"
                                + " counted: `run --once` and `audit` need all raw events, see docs/housekeeping.md.")
                        .formatted(partition, beginning)));
    }

    void addRejectedRows() throws SQLException {
        for (Contract contract : catalog.contracts()) {
            long rejected = warehouse.rejected(contract);
            if (rejected > 0) {
                problems.add("PostgreSQL rejected %,d row%s of the table %s, which %s in the quarantine:"
                                .formatted(
                                        rejected,
                                        rejected == 1 ? "" : "s",
                                        contract.table(),
                                        rejected == 1 ? "is" : "are")
                        + " `wherry quarantine list --home %s` counts them by reason; correct the table, then run"
                                .formatted(home)
                        + " `wherry quarantine retry --home %s --type %s`.".formatted(home, contract.type()));
            }
        }
    }

    void addChangedContracts() throws SQLException {
        problems.addAll(warehouse.contractProblems());
    }
}
