package dev.wherry.embedded;

import java.util.Collection;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;

/** The options that a connector of the class path takes: its own, and those of Connect. */
public final class ConnectorOptionNames {
    /** What follows these is up to clients, converters and transformations, or the connector validates it. */
    private static final Set<String> PREFIXES = Set.of(
            "feed.",
            "producer.override.",
            "consumer.override.",
            "admin.override.",
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "topic.creation.");

    private final SortedSet<String> names;

    private ConnectorOptionNames(ConfigDef own, ConfigDef common) {
        names = new TreeSet<>(own.names());
        names.addAll(common.names());
    }

    /** @param type the class name of a source connector that the class path declares as a service */
    public static ConnectorOptionNames ofSource(String type) {
        return new ConnectorOptionNames(options(SourceConnector.class, type), SourceConnectorConfig.configDef());
    }

    /** @param type the class name of a sink connector that the class path declares as a service */
    public static ConnectorOptionNames ofSink(String type) {
        return new ConnectorOptionNames(options(SinkConnector.class, type), SinkConnectorConfig.configDef());
    }

    private static ConfigDef options(Class<? extends Connector> service, String type) {
        return StreamSupport.stream(ServiceLoader.load(service).spliterator(), false)
                .filter(connector -> connector.getClass().getName().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no connector " + type + " on the class path"))
                .config();
    }

    public boolean contains(String option) {
        return names.contains(option) || PREFIXES.stream().anyMatch(option::startsWith);
    }

    /**
     * The names that the author of an unknown option may have meant.
     *
     * @param isTypo whether a text is probably meant as a name
     */
    public Collection<String> candidates(String option, BiPredicate<String, String> isTypo) {
        SortedSet<String> candidates = new TreeSet<>(names);
        PREFIXES.forEach(prefix -> withPrefix(prefix, option, isTypo).ifPresent(candidates::add));
        return candidates;
    }

    /** The option with its first parts, as many as the prefix has, replaced by the prefix, if they are a typo of it. */
    private static Optional<String> withPrefix(String prefix, String option, BiPredicate<String, String> isTypo) {
        int parts = prefix.split("\\.").length;
        String[] split = option.split("\\.", parts + 1);
        if (split.length <= parts) {
            return Optional.empty();
        }
        String rest = split[parts];
        String first = option.substring(0, option.length() - rest.length());
        return isTypo.test(first, prefix) ? Optional.of(prefix + rest) : Optional.empty();
    }
}
