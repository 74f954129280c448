package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.audit.Difference;
import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.operations.PipelineTarget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka and PostgreSQL of a home on which no pipeline runs, so that a test can change anything and audit the result. */
final class OfflineHome implements AutoCloseable {
    private final ServiceLease kafka;
    private final ServiceLease database;
    private final Catalog catalog;
    private final Connection connection;
    private final KafkaProducer<byte[], byte[]> producer;

    private OfflineHome(ServiceLease kafka, ServiceLease database, Catalog catalog) throws SQLException {
        this.kafka = kafka;
        this.database = database;
        this.catalog = catalog;
        this.connection = WarehouseTables.connect(database.address());
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static OfflineHome attach(Path home, Path contracts) throws SQLException {
        return new OfflineHome(EmbeddedKafka.attach(home), EmbeddedDatabase.attach(home), Catalog.load(contracts));
    }

    PipelineTarget target() {
        return new PipelineTarget(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address()),
                database.address(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                !kafka.ownsService());
    }

    AuditReport audit() throws SQLException {
        return audit(AuditConfig.DEFAULT);
    }

    AuditReport audit(AuditConfig options) throws SQLException {
        return Audit.run(target(), catalog, options, (doing, done, all) -> {});
    }

    /** The differences that the audit finds in one place, as sentences. */
    List<String> differencesIn(String place) throws SQLException {
        return audit().differences().stream()
                .filter(difference -> difference.place().equals(place))
                .map(Difference::toString)
                .toList();
    }

    void sql(String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** The first column of the first row. */
    String value(String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                var row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Produces a record and waits for its acknowledgement. Headers alternate between names and values. */
    RecordMetadata produce(String topic, Integer partition, byte[] key, byte[] value, Object... headers)
            throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        for (int i = 0; i < headers.length; i += 2) {
            byte[] header = headers[i + 1] instanceof byte[] bytes
                    ? bytes
                    : headers[i + 1].toString().getBytes(UTF_8);
            record.headers().add(new RecordHeader((String) headers[i], header));
        }
        Future<RecordMetadata> sent = producer.send(record);
        producer.flush();
        return sent.get();
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        connection.close();
        database.close();
        kafka.close();
    }
}
