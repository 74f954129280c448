package dev.wherry.bench.sink;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;

/**
 * Kafka's own JsonConverter, with one schema for each topic, which is known beforehand ({@code schema.content}): much faster than a schema
 * in each record, and what a schema registry would give a peer. An option {@code schema.TOPIC} holds each.
 */
public final class FixedSchemaConverter implements Converter {
    private static final String SCHEMA = "schema.";

    private final Map<String, JsonConverter> converters = new HashMap<>();

    @Override
    public void configure(Map<String, ?> options, boolean isKey) {
        options.forEach((option, schema) -> {
            if (option.startsWith(SCHEMA)) {
                JsonConverter converter = new JsonConverter();
                converter.configure(Map.of("schemas.enable", "true", "schema.content", schema), isKey);
                converters.put(option.substring(SCHEMA.length()), converter);
            }
        });
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return converters.get(topic).toConnectData(topic, value);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new UnsupportedOperationException("only for sinks");
    }
}
