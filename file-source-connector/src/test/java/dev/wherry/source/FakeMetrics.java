package dev.wherry.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** Keeps gauges for a test to read. */
final class FakeMetrics implements PluginMetrics {
    private final Map<String, MetricValueProvider<?>> metrics = new HashMap<>();
    private final Map<String, String> descriptions = new HashMap<>();

    long value(String name) {
        return (Long) ((Gauge<?>) metrics.get(name)).value(null, 0);
    }

    Map<String, String> descriptions() {
        return descriptions;
    }

    @Override
    @SuppressWarnings("NonApiType") // As the interface has it.
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
        metrics.put(name.name(), provider);
        descriptions.put(name.name(), name.description());
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
