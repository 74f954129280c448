package dev.wherry.cli;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.rebuild.TypeReset;
import dev.wherry.pipeline.Refill;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;

/** Writes the rows of one type again beside a running pipeline, whose sink does the work. */
record RunningTypeRebuild(
        ServiceOptions services, Catalog catalog, Contract contract, Duration stallTimeout, PrintWriter out) {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Returns the exit code. */
    int run() throws SQLException {
        try (ServiceConnection connection = ServiceConnection.open(services);
                StopSignal stop = new StopSignal()) {
            PipelineTarget target = connection.target();
            TypeReset reset = new TypeReset(target, catalog, contract);
            reset.check();
            reset.run(step -> {
                out.println(step);
                out.flush();
            });
            try (Refill refill = new Refill(target, catalog, contract)) {
                return await(refill, stop);
            }
        }
    }

    private int await(Refill refill, StopSignal stop) throws SQLException {
        long rows = -1;
        long changedAt = System.nanoTime();
        while (!refill.isComplete()) {
            if (stop.await(INTERVAL)) {
                return incomplete("The command was stopped");
            }
            long now = refill.rows();
            if (now != rows) {
                rows = now;
                changedAt = System.nanoTime();
            } else if (System.nanoTime() - changedAt > stallTimeout.toNanos()) {
                return incomplete("No row was written for the stall timeout");
            }
        }
        out.println("%,d rows in the table %s. `wherry audit` compares them with the events."
                .formatted(refill.rows(), contract.table()));
        return ExitCode.OK;
    }

    private int incomplete(String reason) {
        out.println("%s: the table %s is not complete before the sink has read %s again. Is the sink running?"
                .formatted(reason, contract.table(), String.join(" and ", TypeReset.topics(contract))));
        return ExitCode.CHECK_FAILED;
    }
}
