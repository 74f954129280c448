package dev.wherry.bench.sink;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;

/**
 * Kafka's JsonConverter with a fixed schema per topic ({@code schema.content}), given by options {@code schema.TOPIC}.
 * This is much faster than a schema in each record, and equivalent to what a schema registry would give a peer.
 */
public final class FixedSchemaConverter implements Converter {
    private static final String OPTION_PREFIX = "schema.";

    private final Map<String, JsonConverter> converters = new HashMap<>();

    @Override
    public void configure(Map<String, ?> options, boolean isKey) {
        options.forEach((option, schema) -> {
            if (option.startsWith(OPTION_PREFIX)) {
                JsonConverter converter = new JsonConverter();
                converter.configure(Map.of("schemas.enable", "true", "schema.content", schema), isKey);
                converters.put(option.substring(OPTION_PREFIX.length()), converter);
            }
        });
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return converters.get(topic).toConnectData(topic, value);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new UnsupportedOperationException("supports sinks only");
    }
}
