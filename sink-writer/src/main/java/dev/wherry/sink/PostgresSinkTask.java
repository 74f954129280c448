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
 * One task: every {@link #put} is one transaction, which holds the rows and the offsets after them. So the database alone
 * says what has been written, and everything else here serves to go on from there.
 */
public final class PostgresSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSinkTask.class);

    private final Positions positions = new Positions();
    private Routes routes;
    private Warehouse warehouse;
    private Trouble trouble;
    private boolean saidOvertaken;

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public void start(Map<String, String> properties) {
        SinkSettings settings = new SinkSettings(properties);
        routes = new Routes(settings.catalog());
        warehouse = new Warehouse(settings.database(), new Migrations(settings.migrations()), routes);
        trouble = new Trouble(settings.backoff(), context);
    }

    /** Rewinds at once if the database is there; if not, the first {@link #put} does. */
    @Override
    public void open(Collection<TopicPartition> partitions) {
        mustHaveContracts(partitions);
        positions.assign(partitions);
        try {
            inDatabase(this::resume);
        } catch (RetriableException e) {
            // Thrown on, it would stop the task: only a put can be tried again.
            LOG.warn("Where to go on is read from the database later. {}", e.getMessage());
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        inDatabase(() -> {
            Set<TopicPartition> rewound = resume();
            Batch batch = Batch.of(rewound.isEmpty() ? records : Positions.without(rewound, records), routes);
            positions.mustNotLieAfter(batch.first());
            if (batch.isEmpty()) {
                return;
            }
            if (warehouse.write(batch, positions.known())) {
                positions.advance(batch.next());
            } else {
                giveWay();
            }
        });
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> delivered) {
        return positions.committable();
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        positions.revoke(partitions);
    }

    @Override
    public void stop() {
        if (warehouse != null) {
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

    /** Reads where to go on in the partitions where that is unknown, and rewinds the consumer to it. */
    private Set<TopicPartition> resume() throws SQLException {
        warehouse.connect();
        Set<TopicPartition> unknown = positions.unknown();
        if (!unknown.isEmpty()) {
            Map<TopicPartition, Long> offsets = warehouse.offsets(unknown);
            context.offset(offsets);
            positions.advance(offsets);
        }
        return unknown;
    }

    /** Somebody else has written these partitions: a successor of this task, or another sink on the same database. */
    private void giveWay() throws SQLException {
        if (!saidOvertaken) {
            saidOvertaken = true;
            LOG.warn(
                    "Another writer has moved this task's partitions on in wherry_offsets; nothing is written twice, and"
                            + " this task goes on after it. Further times are not reported.");
        }
        positions.forget();
        resume();
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
