package dev.wherry.sink;

import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.Routes;
import dev.wherry.sink.database.Migrations;
import dev.wherry.sink.database.MismatchException;
import dev.wherry.sink.database.Warehouse;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task: the records of every {@link #put} are one transaction, which holds the rows and the offsets after them. So the
 * database alone says what has been written, and everything else here serves to go on from there. While a batch is being
 * written, Connect polls and converts the next one; what has become of it is for the call that follows.
 */
public final class PostgresSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSinkTask.class);

    /** For how long Connect may look for more records before it asks what has become of those in flight. */
    private static final long SOON_MS = 5;

    private final Positions positions = new Positions();
    private Routes routes;
    private Warehouse warehouse;
    private BatchWriter inFlight;
    private FailureTranslator trouble;
    private boolean saidOvertaken;

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public void start(Map<String, String> properties) {
        PostgresSinkConfig settings = new PostgresSinkConfig(properties);
        routes = new Routes(settings.catalog());
        warehouse = new Warehouse(settings.database(), new Migrations(settings.migrations()), routes);
        trouble = new FailureTranslator(settings.backoff(), context);
        inFlight = new BatchWriter(warehouse, Thread.currentThread().getName() + "-writer");
    }

    /** Rewinds at once if the database is there; if not, the first {@link #put} does. */
    @Override
    public void open(Collection<TopicPartition> partitions) {
        mustHaveContracts(partitions);
        positions.assign(partitions);
        try {
            inDatabase(() -> {
                settle();
                // Of others, Connect may hold records that only a put can tell from those after a rewind.
                resume(partitions);
            });
        } catch (RetriableException e) {
            // Thrown on, it would stop the task: only a put can be tried again.
            LOG.warn("Where to go on is read from the database later. {}", e.getMessage());
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty() && inFlight.isUnderWay()) {
            context.timeout(SOON_MS); // rather than here, Connect waits where more records come
            return;
        }
        Batch sorted = Batch.of(records, routes);
        inDatabase(() -> {
            settle();
            Set<TopicPartition> rewound = positions.unknown();
            resume(rewound);
            Batch batch = rewound.isEmpty() ? sorted : Batch.of(Positions.without(rewound, records), routes);
            positions.mustNotLieAfter(batch.first());
            if (!batch.isEmpty()) {
                inFlight.begin(batch, positions.known());
                context.timeout(SOON_MS);
            }
        });
    }

    /** Must not throw, because Connect would go back to what it last committed: what failed is left for the next put. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> delivered) {
        settleIfCommitted();
        return positions.committable();
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        settleIfCommitted();
        positions.revoke(partitions);
    }

    @Override
    public void stop() {
        if (inFlight == null) {
            return;
        }
        try {
            inDatabase(this::settle);
        } catch (RetriableException e) {
            LOG.warn("The last batch is left to whoever reads its partitions next. {}", e.getMessage());
        } finally {
            inFlight.close();
            warehouse.disconnect();
        }
    }

    private void mustHaveContracts(Collection<TopicPartition> partitions) {
        SortedSet<String> unknown =
                routes.unknown(partitions.stream().map(TopicPartition::topic).toList());
        if (!unknown.isEmpty()) {
            throw new ConnectException(
                    "No contract speaks of " + unknown + "; take them out of the connector's topics, or"
                            + " write the contract. There are contracts for " + routes.topics());
        }
    }

    /** Waits for the batch in flight, if any, and takes over what has become of it. */
    private void settle() throws SQLException {
        if (!inFlight.isEmpty()) {
            inFlight.take().ifPresentOrElse(positions::advance, this::giveWay);
        }
    }

    private void settleIfCommitted() {
        if (inFlight.isCommitted()) {
            inDatabase(this::settle);
        } else if (!inFlight.isEmpty()) {
            context.timeout(SOON_MS);
        }
    }

    /** Reads where to go on in these partitions, and rewinds the consumer to it. */
    private void resume(Collection<TopicPartition> partitions) throws SQLException {
        warehouse.connect();
        if (!partitions.isEmpty()) {
            Map<TopicPartition, Long> offsets = warehouse.offsets(partitions);
            context.offset(offsets);
            positions.advance(offsets);
        }
    }

    /** Somebody else has written these partitions: a successor of this task, or another sink on the same database. */
    private void giveWay() {
        if (!saidOvertaken) {
            saidOvertaken = true;
            LOG.warn(
                    "Another writer has moved this task's partitions on in wherry_offsets; nothing is written twice, and"
                            + " this task goes on after it. Further times are not reported.");
        }
        positions.forget();
    }

    private void inDatabase(DatabaseWork work) {
        boolean done = false;
        try {
            work.run();
            trouble.over();
            done = true;
        } catch (SQLException e) {
            throw trouble.meaning(e);
        } catch (FlywayException e) {
            throw trouble.meaning(e);
        } catch (MismatchException e) {
            throw trouble.meaning(e);
        } finally {
            if (!done) {
                warehouse.disconnect();
                positions.forget();
            }
        }
    }

    @FunctionalInterface
    private interface DatabaseWork {
        void run() throws SQLException;
    }
}
