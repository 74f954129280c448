package dev.wherry.source.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CompletenessAllocationTest {
    private static final int SCANS = 10_000;

    @Test
    void aScanForCompletenessAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] event = "{\"a\": [1, {\"b\": \"} \\\" ]\"}], \"c\": null}\n".getBytes(StandardCharsets.UTF_8);
        assertTrue(JsonCompleteness.isComplete(event));

        long before = threads.getCurrentThreadAllocatedBytes();
        int complete = 0;
        for (int i = 0; i < SCANS; i++) {
            complete += JsonCompleteness.isComplete(event) ? 1 : 0;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(SCANS, complete);
        // What reading the counter itself may allocate; one object a scan would be 160,000.
        assertTrue(allocated < SCANS, allocated + " bytes");
    }
}
