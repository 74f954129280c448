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

/** The streams app's own options, each with its default, its check and its documentation. */
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

    /** What stands behind this prefix goes to Kafka Streams as it is, for example {@code kafka.producer.linger.ms}. */
    static final String KAFKA_PREFIX = "kafka.";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    BOOTSTRAP_SERVERS,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The Kafka brokers to connect to first: `host:port`, separated by commas.")
            .define(
                    CONTRACTS,
                    ConfigDef.Type.STRING,
                    "contracts",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The directory of contracts.")
            .define(
                    STATE_DIR,
                    ConfigDef.Type.STRING,
                    "streams-state",
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The directory for local state. It can be lost: it is restored from Kafka, which takes time.")
            .define(
                    APPLICATION_ID,
                    ConfigDef.Type.STRING,
                    "wherry-streams",
                    new NonEmptyString(),
                    Importance.MEDIUM,
                    "Consumer group and prefix of internal topics. All instances of one pipeline have the same.")
            .define(
                    THREADS,
                    ConfigDef.Type.INT,
                    1,
                    between(1, 256),
                    Importance.MEDIUM,
                    "Threads of this instance. More of them than tasks (partitions × (feeds + types)) stand idle.")
            .define(
                    PARTITIONS,
                    ConfigDef.Type.INT,
                    4,
                    between(1, 10_000),
                    Importance.MEDIUM,
                    "Partitions of every topic but `ledger`: how far the app can be scaled. Fixed once the topics are there.")
            .define(
                    REPLICATION_FACTOR,
                    ConfigDef.Type.SHORT,
                    (short) -1,
                    ConfigDef.LambdaValidator.with(StreamsAppConfig::checkReplication, () -> "-1 or at least 1"),
                    Importance.MEDIUM,
                    "Replicas of every topic that the app creates; -1 leaves it to the brokers' default.")
            .define(
                    COMMIT_INTERVAL_MS,
                    ConfigDef.Type.LONG,
                    500L,
                    between(1, 60_000),
                    Importance.MEDIUM,
                    "Milliseconds between transactions while there is much to do; while there is little, one ends 20 ms after its first event. Nothing is seen downstream before its transaction ends.")
            .define(
                    MAX_MESSAGE_BYTES,
                    ConfigDef.Type.INT,
                    16 << 20,
                    atLeast(1 << 20),
                    Importance.LOW,
                    "The largest record of any topic. It must hold several events of the largest size, because ties are stored together.")
            .define(
                    GROUP_INSTANCE_ID,
                    ConfigDef.Type.STRING,
                    null,
                    new NonEmptyString(),
                    Importance.LOW,
                    "A name of this instance alone. With it a restart takes its tasks back at once; without it, the others take them over.")
            .define(
                    HEALTH_ADDRESS,
                    ConfigDef.Type.STRING,
                    null,
                    StreamsAppConfig::checkAddress,
                    Importance.LOW,
                    "Where `GET /health` is answered: `host:port`, such as 127.0.0.1:8080. 200 as long as the app works or shares out its work, 503 otherwise.");

    private StreamsAppConfig(Map<String, String> options) {
        super(DEFINITION, options, false);
    }

    /**
     * The options, checked.
     *
     * @throws InvalidConfigException naming everything that is wrong with the options at once
     */
    static StreamsAppConfig of(Map<String, String> given) {
        List<String> faults = new ArrayList<>();
        DEFINITION.validate(given).forEach(option -> faults.addAll(option.errorMessages()));
        given.keySet().stream().sorted().forEach(name -> checkName(name).ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
        return new StreamsAppConfig(given);
    }

    /** Whether there is an option of that name, or it may be a setting of Kafka. */
    static boolean isOption(String name) {
        return name.startsWith(KAFKA_PREFIX) || DEFINITION.names().contains(name);
    }

    private static Optional<String> checkName(String name) {
        if (name.startsWith(KAFKA_PREFIX)) {
            String setting = name.substring(KAFKA_PREFIX.length());
            return KafkaStreamsConfig.FIXED.contains(setting)
                    ? Optional.of(name + " cannot be set: the pipeline sets " + setting + " itself; leave it out")
                    : Optional.empty();
        }
        return isOption(name)
                ? Optional.empty()
                : Optional.of("there is no option " + name + "; the options are "
                        + String.join(", ", new TreeSet<>(DEFINITION.names()))
                        + ", and any Kafka Streams setting behind "
                        + KAFKA_PREFIX);
    }

    private static void checkAddress(String name, Object value) {
        if (value instanceof String address && (Utils.getHost(address) == null || Utils.getPort(address) == null)) {
            throw new ConfigException(name, value, "must be host:port");
        }
    }

    private static void checkReplication(String name, Object value) {
        if (value instanceof Short factor && factor != -1 && factor < 1) {
            throw new ConfigException(name, value, "must be -1 or at least 1");
        }
    }
}
