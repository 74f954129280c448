package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.CsvDialect;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.ValueFormat;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits the bytes that the hot paths of two stages allocate for an event. Allocation does not depend on the load of
 * the machine, and the limits leave room for differences between JVMs: only a different algorithm exceeds them.
 */
class AllocationTest {
    private static final int EVENTS = 2_000;

    /** 340 bytes, in the format of the cards service. */
    private static final byte[] CARD = """
            {
              "payload": {
                "id": 875,
                "user_id": 904,
                "created_by_name": "Jennifer Burnett",
                "updated_at": "2026-11-21 00:14:49",
                "created_at": "2026-11-21 00:14:48",
                "active": true
              },
              "metadata": {
                "type": "card",
                "event_at": "2026-11-21 00:14:50",
                "event_id": "00060354-48ba-47d8-82e2-6af076a04a52"
              }
            }""".getBytes(StandardCharsets.UTF_8);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Catalog catalog = Catalog.load(ContractFiles.SHIPPED);

    @Test
    void validatingACardAllocatesLessThanTwentyTimesItsSize() {
        EventValidator validator = catalog.validator("cards");

        assertAllocatesAtMost(6_000, () -> validator.validate(CARD, HeaderReader.NONE));
    }

    @Test
    void validatingACsvRowAllocatesNoMoreThanADocument(@TempDir Path directory) {
        String columns = IntStream.range(0, 10)
                .mapToObj(i -> "\"c%d\": {\"type\": [\"%s\", \"null\"]}".formatted(i, i < 5 ? "integer" : "string"))
                .collect(Collectors.joining(", "));
        String contract = ContractFiles.THING
                .replace("{/type: thing}", "all")
                .replace("key: [/id]", "key: [/c0]")
                .replace("from: /id", "from: /c0");
        EventValidator validator = Catalog.load(ContractFiles.write(
                        directory, "thing", contract, "{\"type\": \"object\", \"properties\": {" + columns + "}}"))
                .validator("things");
        List<String> names = IntStream.range(0, 10).mapToObj(i -> "c" + i).toList();
        byte[] format = new ValueFormat(Encoding.UTF_8, new ValueFormat.Csv(names, CsvDialect.DEFAULT)).toHeader();
        HeaderReader headers = new HeaderReader(name -> name.equals(Headers.FORMAT) ? format : null);
        byte[] row = "875,904,1000,12345,,Jennifer Burnett,2026-11-21 00:14:49,\"a \"\"quoted\"\" one\",x,y"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(validator.validate(row, headers)).isInstanceOf(Verdict.Valid.class);

        assertAllocatesAtMost(6_000, () -> validator.validate(row, headers));
    }

    @Test
    void readingARowAllocatesLessThanTwentyTimesItsSize() {
        Contract card = catalog.contracts().get(0);
        RowReader reader = catalog.rowReader(card);

        assertAllocatesAtMost(6_000, () -> reader.read(CARD));
    }

    /** The first round loads classes and fills caches. */
    private void assertAllocatesAtMost(long bytesPerEvent, Runnable event) {
        repeat(event);
        long before = threads.getCurrentThreadAllocatedBytes();
        repeat(event);
        long perEvent = (threads.getCurrentThreadAllocatedBytes() - before) / EVENTS;
        assertThat(perEvent).as("bytes per event").isLessThanOrEqualTo(bytesPerEvent);
    }

    private static void repeat(Runnable event) {
        for (int i = 0; i < EVENTS; i++) {
            event.run();
        }
    }
}
