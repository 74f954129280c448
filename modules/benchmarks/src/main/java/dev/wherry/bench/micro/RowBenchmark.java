package dev.wherry.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.sink.batch.StateRowFormat;
import dev.wherry.sink.copy.CopyBuffer;
import dev.wherry.wire.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Converts a state record in the sink: parse, extract the columns, encode a row of a binary COPY. */
@State(Scope.Thread)
public class RowBenchmark {
    private static final int BATCH_BYTES = 1 << 20;

    private final ObjectMapper json = new ObjectMapper();
    private StateRowFormat rows;
    private final CopyBuffer buffer = new CopyBuffer();

    @Setup
    public void load(CardState card) {
        rows = new StateRowFormat(card.catalog(), card.contract());
    }

    @Benchmark
    public CopyBuffer ours(CardState card) {
        if (buffer.size() > BATCH_BYTES) {
            buffer.clear();
        }
        buffer.appendRow(0, rows.table().types(), rows.values(record(card.event())));
        return buffer;
    }

    /** Only parses the event to a Jackson tree. */
    @Benchmark
    public JsonNode limit(CardState card) throws IOException {
        return json.readTree(card.event());
    }

    private static SinkRecord record(byte[] event) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addBytes(
                Headers.FILE, "cards/00000000-0000-4000-8000-000000000000.json".getBytes(StandardCharsets.UTF_8));
        headers.addBytes(Headers.OFFSET, "0".getBytes(StandardCharsets.UTF_8));
        headers.addBytes(Headers.VERSION, new byte[26]);
        return new SinkRecord(
                "state.card",
                0,
                Schema.OPTIONAL_BYTES_SCHEMA,
                new byte[] {'1'},
                Schema.OPTIONAL_BYTES_SCHEMA,
                event,
                0,
                0L,
                TimestampType.CREATE_TIME,
                headers);
    }
}
