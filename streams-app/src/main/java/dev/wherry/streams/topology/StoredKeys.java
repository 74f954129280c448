package dev.wherry.streams.topology;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Counts the keys in the stores of a running app. */
public final class StoredKeys {
    private StoredKeys() {}

    /** The number of keys of a type that the app stores and whose winner is not a deletion. Reads all of them. */
    public static long count(KafkaStreams streams, String type) {
        ReadOnlyKeyValueStore<byte[], byte[]> latest = streams.store(
                StoreQueryParameters.fromNameAndType(NodeNames.latestStore(type), QueryableStoreTypes.keyValueStore()));
        long keys = 0;
        try (KeyValueIterator<byte[], byte[]> all = latest.all()) {
            while (all.hasNext()) {
                if (!CandidateFormat.isDeletion(all.next().value)) {
                    keys++;
                }
            }
        }
        return keys;
    }
}
