package dev.wherry.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The services that a pipeline uses instead of embedded ones. */
public record GivenServices(Optional<GivenKafka> kafka, Optional<GivenDatabase> database) {
    /** All services are embedded. */
    public static final GivenServices NONE = new GivenServices(Optional.empty(), Optional.empty());

    /** A line for each of these services. */
    public List<String> lines() {
        return Stream.concat(
                        kafka.map(given -> "Kafka: " + given.bootstrapServers()).stream(),
                        database.map(given -> "PostgreSQL: " + given.url() + " as " + given.user()).stream())
                .toList();
    }

    /** These services, and the others for those that are missing here. */
    public GivenServices or(GivenServices others) {
        return new GivenServices(kafka.or(others::kafka), database.or(others::database));
    }
}
