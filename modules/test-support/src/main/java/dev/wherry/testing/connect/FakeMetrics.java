package dev.wherry.testing.connect;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** A metrics registry that a test can read. */
public final class FakeMetrics implements PluginMetrics {
    private final Map<String, MetricValueProvider<?>> metrics = new ConcurrentHashMap<>();
    private final Map<String, String> descriptions = new HashMap<>();
    private final CountDownLatch rejected = new CountDownLatch(1);

    public long value(String name) {
        return (Long) ((Gauge<?>) metrics.get(name)).value(null, 0);
    }

    public String text(String name) {
        return (String) ((Gauge<?>) metrics.get(name)).value(null, 0);
    }

    public Map<String, String> descriptions() {
        return descriptions;
    }

    @Override
    @SuppressWarnings("NonApiType") // The interface prescribes it.
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
        if (metrics.putIfAbsent(name.name(), provider) != null) {
            rejected.countDown();
            throw new IllegalArgumentException("A metric named '" + name + "' already exists");
        }
        descriptions.put(name.name(), name.description());
    }

    /** Waits until a name that is in use was registered again. */
    public void awaitRejection() throws InterruptedException {
        rejected.await();
    }

    /** Simulates the end of the task that owns the metrics. */
    public void clear() {
        metrics.clear();
    }

    @Override
    public void removeMetric(MetricName name) {
        metrics.remove(name.name());
    }

    @Override
    public Sensor addSensor(String name) {
        throw new UnsupportedOperationException("no sensors are used");
    }

    @Override
    public void removeSensor(String name) {
        throw new UnsupportedOperationException("no sensors are used");
    }
}
