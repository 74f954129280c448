package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

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

        assertAllocatesAtMost(6_000, () -> validator.validate(CARD, OptionalLong.empty()));
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
