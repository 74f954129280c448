package dev.wherry.source.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CompletenessAllocationTest {
    private static final int SCANS = 10_000;

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] event = "{\"a\": [1, {\"b\": \"} \\\" ]\"}], \"c\": null}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(JsonCompleteness.isComplete(event)).isTrue();

        long before = threads.getCurrentThreadAllocatedBytes();
        int complete = 0;
        for (int i = 0; i < SCANS; i++) {
            complete += JsonCompleteness.isComplete(event) ? 1 : 0;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(complete).isEqualTo(SCANS);
        // Reading the counter may allocate. One object per scan would be 160,000 bytes.
        assertThat(allocated).isLessThan(SCANS);
    }
}
