package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import dev.wherry.wire.format.CsvDialect;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.ValueFormat;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw records of CSV rows on their way to the warehouse, whatever source wrote them. */
class CsvRowsTest {
    @TempDir
    Path directory;

    @Test
    void rowsReachTheirTableAndTheBooksBalance() throws Exception {
        Path contracts = contracts();
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path home = directory.resolve("home");
        run(inbox, home, contracts);
        try (ServiceLease kafka = EmbeddedKafka.attach(home);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            send(producer, 2, "7,1,\"Süd, 1\",1.50", Encoding.UTF_8);
            send(producer, 3, "7,2,Süd,2.50", Encoding.WINDOWS_1252);
            send(producer, 4, "7,2,Süd,2.50", Encoding.WINDOWS_1252);
            send(producer, 5, "8,1,,", Encoding.UTF_16LE);
            send(producer, 6, "9,1", Encoding.UTF_8);
        }

        run(inbox, home, contracts);
        WherryCommand audit = WherryCommand.run("audit", "--home=" + home, "--contracts=" + contracts);

        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.value("SELECT string_agg((id, name, amount, line)::text, ' ' ORDER BY id) FROM orders"))
                    .isEqualTo("(7,Süd,2.50,3) (8,,,5)");
            assertThat(tables.value("SELECT (file, line, reasons -> 0 ->> 'message', convert_from(event, 'UTF8'))::text"
                            + " FROM quarantine"))
                    .isEqualTo("(orders/a.csv,6,\"line 6: the row has 2 cells, but there are 4 columns\",\"9,1\")");
        }
    }

    private static void run(Path inbox, Path home, Path contracts) {
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--contracts=" + contracts));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, long line, String row, Encoding encoding)
            throws Exception {
        ValueFormat format = new ValueFormat(
                encoding, new ValueFormat.Csv(List.of("id", "version", "name", "amount"), CsvDialect.DEFAULT));
        Charset charset = encoding.charset();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.raw("orders"), "orders/a.csv".getBytes(UTF_8), row.getBytes(charset));
        record.headers()
                .add(Headers.FILE, "orders/a.csv".getBytes(UTF_8))
                .add(Headers.OFFSET, Long.toString(100 * line).getBytes(UTF_8))
                .add(Headers.LINE, Long.toString(line).getBytes(UTF_8))
                .add(Headers.FORMAT, format.toHeader());
        producer.send(record).get();
    }

    private Path contracts() throws IOException {
        Path order = Files.createDirectories(directory.resolve("contracts/order"));
        Files.writeString(order.resolve("schema.json"), """
                {
                  "type": "object",
                  "required": ["id"],
                  "properties": {
                    "id": {"type": "integer"}, "version": {"type": "integer"},
                    "name": {"type": ["string", "null"]}, "amount": {"type": ["number", "null"]}
                  }
                }
                """);
        Files.writeString(order.resolve("contract.yaml"), """
                type: order
                feeds: [orders]
                match: all
                schema: schema.json
                key: [/id]
                version: [{from: /version, as: integer}]
                keep: latest
                table: orders
                columns:
                  id:      {from: /id, type: bigint}
                  name:    {from: /name, type: text}
                  amount:  {from: /amount, type: numeric}
                  line:    {from: "@line", type: bigint}
                  version: {from: "@version", type: bytea}
                """);
        Path contracts = order.getParent();
        Files.createDirectories(contracts.resolve("migrations"));
        Files.writeString(contracts.resolve("migrations/V1__orders.sql"), """
                CREATE TABLE orders (
                  id bigint PRIMARY KEY, name text, amount numeric, line bigint, version bytea NOT NULL
                );
                """);
        return contracts;
    }
}
