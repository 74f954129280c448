package dev.wherry.bench.process;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongPredicate;
import org.awaitility.Awaitility;

/** The metrics of the source connector's tasks. */
public final class SourceTaskMetrics {
    static final String MBEANS = "kafka.connect:type=plugins,connector=" + ShippedConnectors.SOURCE + ",task=*,*";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(2);

    private final ConnectProcess worker;

    public SourceTaskMetrics(ConnectProcess worker) {
        this.worker = worker;
    }

    /** Whether tasks exist. */
    public boolean areThere() throws IOException {
        return scans() >= 0;
    }

    /** The number of committed documents. */
    public long documents() throws IOException {
        return worker.sum(MBEANS, "documents-total");
    }

    public long scans() throws IOException {
        return worker.sum(MBEANS, "scans-total");
    }

    public long lastScanMillis() throws IOException {
        return worker.sum(MBEANS, "last-scan-ms");
    }

    /** The number of files that are not yet archived. */
    public long pending() throws IOException {
        return worker.sum(MBEANS, "files-pending");
    }

    public void awaitScans(long scans) {
        await("scans-total", found -> found >= scans);
    }

    public void awaitDocuments(long documents) {
        await("documents-total", found -> found >= documents);
    }

    /** Waits until all files are published and archived. */
    public void awaitNothingPending() {
        await("files-pending", found -> found == 0);
    }

    private void await(String attribute, LongPredicate condition) {
        Awaitility.await(attribute)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .until(() -> worker.sum(MBEANS, attribute), condition::test);
    }
}
