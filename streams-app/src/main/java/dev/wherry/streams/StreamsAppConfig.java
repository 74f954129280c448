package dev.wherry.streams;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;

/** The options of the streams app, each with its default, validator and documentation. */
final class StreamsAppConfig extends AbstractConfig {
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String CONTRACTS = "contracts";
    static final String STATE_DIR = "state.dir";
    static final String APPLICATION_ID = "application.id";
    static final String THREADS = "threads";
    static final String PARTITIONS = "partitions";
    static final String REPLICATION_FACTOR = "replication.factor";
    static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    static final String GROUP_INSTANCE_ID = "group.instance.id";
    static final String HEALTH_ADDRESS = "health.address";

    /**
     * Options with this prefix are passed to Kafka Streams without it, for example {@code kafka.producer.linger.ms}.
     */
    static final String KAFKA_PREFIX = "kafka.";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    BOOTSTRAP_SERVERS,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyString(),
                    Importance.HIGH,
                    "Kafka brokers for the initial connection: `host:port`, separated by commas.")
            .define(
                    CONTRACTS,
                    ConfigDef.Type.STRING,
                    "contracts",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "Directory of the contracts.")
            .define(
                    STATE_DIR,
                    ConfigDef.Type.STRING,
                    "streams-state",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "Directory for local state. If it is lost, the app restores it from Kafka, which takes time.")
            .define(
                    APPLICATION_ID,
                    ConfigDef.Type.STRING,
                    "wherry-streams",
                    new NonEmptyString(),
                    Importance.MEDIUM,
                    "Consumer group and prefix of the internal topics. All instances of one pipeline must share it.")
            .define(
                    THREADS,
                    ConfigDef.Type.INT,
                    1,
                    between(1, 256),
                    Importance.MEDIUM,
                    "Stream threads of this instance. Threads beyond the number of tasks (partitions ×"
                            + " (feeds + types + 1) + 1) stay idle.")
            .define(
                    PARTITIONS,
                    ConfigDef.Type.INT,
                    4,
                    between(1, 10_000),
                    Importance.MEDIUM,
                    "Partitions of every topic except `ledger`, `files` and `contracts`; they limit how far the app scales. Fixed once the topics exist.")
            .define(
                    REPLICATION_FACTOR,
                    ConfigDef.Type.SHORT,
                    (short) -1,
                    ConfigDef.LambdaValidator.with(StreamsAppConfig::checkReplicationFactor, () -> "-1 or at least 1"),
                    Importance.MEDIUM,
                    "Replication factor of the topics that the app creates; -1 uses the brokers' default.")
            .define(
                    COMMIT_INTERVAL_MS,
                    ConfigDef.Type.LONG,
                    500L,
                    between(1, 60_000),
                    Importance.MEDIUM,
                    "Milliseconds between commits under load. Under light load, a transaction commits 20 ms after its first event. Downstream consumers see results only after the commit.")
            .define(
                    MAX_MESSAGE_BYTES,
                    ConfigDef.Type.INT,
                    16 << 20,
                    atLeast(1 << 20),
                    Importance.LOW,
                    "Maximum record size of every topic. Must hold several events of maximum size, because ties are stored together.")
            .define(
                    GROUP_INSTANCE_ID,
                    ConfigDef.Type.STRING,
                    null,
                    new NonEmptyString(),
                    Importance.LOW,
                    "Unique name of this instance (static membership). With it, the instance resumes its tasks after a restart; without it, the other instances take them over.")
            .define(
                    HEALTH_ADDRESS,
                    ConfigDef.Type.STRING,
                    null,
                    StreamsAppConfig::checkAddress,
                    Importance.LOW,
                    "Address that serves `GET /health`: `host:port`, such as 127.0.0.1:8080. Answers 200 while the app is running or rebalancing, 503 otherwise.");

    private StreamsAppConfig(Map<String, String> options) {
        super(DEFINITION, options, false);
    }

    /**
     * Validates the options.
     *
     * @throws InvalidConfigException naming every problem of the options
     */
    static StreamsAppConfig of(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        DEFINITION.validate(options).forEach(option -> problems.addAll(option.errorMessages()));
        options.keySet().stream().sorted().forEach(name -> checkName(name).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new StreamsAppConfig(options);
    }

    /** Whether an option of this name exists, or the name has the prefix of Kafka's settings. */
    static boolean isOption(String name) {
        return name.startsWith(KAFKA_PREFIX) || DEFINITION.names().contains(name);
    }

    private static Optional<String> checkName(String name) {
        if (name.startsWith(KAFKA_PREFIX)) {
            String setting = name.substring(KAFKA_PREFIX.length());
            return KafkaStreamsConfig.FIXED.contains(setting)
                    ? Optional.of(name + " cannot be set: the pipeline sets " + setting + " itself; remove it")
                    : Optional.empty();
        }
        return isOption(name)
                ? Optional.empty()
                : Optional.of("unknown option " + name + "; the options are "
                        + String.join(", ", new TreeSet<>(DEFINITION.names()))
                        + ", and any Kafka Streams setting with the prefix "
                        + KAFKA_PREFIX);
    }

    private static void checkAddress(String name, Object value) {
        if (value instanceof String address && (Utils.getHost(address) == null || Utils.getPort(address) == null)) {
            throw new ConfigException(name, value, "must be host:port");
        }
    }

    private static void checkReplicationFactor(String name, Object value) {
        if (value instanceof Short factor && factor != -1 && factor < 1) {
            throw new ConfigException(name, value, "must be -1 or at least 1");
        }
    }
}
