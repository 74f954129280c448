package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * What the hot paths of two stages allocate for an event. Bytes do not depend on how busy the machine is, and the bounds leave room for
 * what differs between JVMs; what breaks them has become another algorithm.
 */
class AllocationTest {
    private static final int EVENTS = 2_000;

    /** 340 bytes, as the cards service writes it. */
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

        mustAllocateAtMost(6_000, () -> validator.validate(CARD, OptionalLong.empty()));
    }

    @Test
    void readingARowAllocatesLessThanTwentyTimesItsSize() {
        Contract card = catalog.contracts().get(0);
        RowReader reader = catalog.rowReader(card);

        mustAllocateAtMost(6_000, () -> reader.read(CARD));
    }

    /** The first of them load classes and fill what is used again. */
    private void mustAllocateAtMost(long bytesPerEvent, Runnable event) {
        repeat(event);
        long before = threads.getCurrentThreadAllocatedBytes();
        repeat(event);
        long perEvent = (threads.getCurrentThreadAllocatedBytes() - before) / EVENTS;
        assertTrue(perEvent <= bytesPerEvent, perEvent + " bytes an event");
    }

    private static void repeat(Runnable event) {
        for (int i = 0; i < EVENTS; i++) {
            event.run();
        }
    }
}
