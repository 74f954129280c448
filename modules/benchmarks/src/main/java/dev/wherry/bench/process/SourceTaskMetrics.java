package dev.wherry.bench.process;

import dev.wherry.bench.WrongOutcomeException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongPredicate;

/** What the tasks of our source connector tell of themselves. */
public final class SourceTaskMetrics {
    static final String BEANS = "kafka.connect:type=plugins,connector=" + ShippedConnectors.SOURCE + ",task=*,*";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final long PAUSE_MS = 2;

    private final ConnectProcess worker;

    public SourceTaskMetrics(ConnectProcess worker) {
        this.worker = worker;
    }

    /** Whether there are any. */
    public boolean areThere() throws IOException {
        return scans() >= 0;
    }

    /** Documents that are committed. */
    public long documents() throws IOException {
        return worker.sum(BEANS, "documents-total");
    }

    public long scans() throws IOException {
        return worker.sum(BEANS, "scans-total");
    }

    public long lastScanMillis() throws IOException {
        return worker.sum(BEANS, "last-scan-ms");
    }

    /** Files that are not done with. */
    public long pending() throws IOException {
        return worker.sum(BEANS, "files-pending");
    }

    public void awaitScans(long scans) throws IOException, InterruptedException {
        await("scans-total", found -> found >= scans);
    }

    public void awaitDocuments(long documents) throws IOException, InterruptedException {
        await("documents-total", found -> found >= documents);
    }

    /** Returns when nothing is left to be published or handed over. */
    public void awaitNothingPending() throws IOException, InterruptedException {
        await("files-pending", found -> found == 0);
    }

    private void await(String attribute, LongPredicate condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(worker.sum(BEANS, attribute))) {
            if (System.nanoTime() > deadline) {
                throw new WrongOutcomeException(attribute + " is " + worker.sum(BEANS, attribute) + " after "
                        + PATIENCE.toMinutes() + " minutes");
            }
            Thread.sleep(PAUSE_MS);
        }
    }
}
