package dev.wherry.pipeline;

import java.util.Optional;

/** The services that a pipeline uses instead of embedded ones. */
public record GivenServices(Optional<GivenKafka> kafka, Optional<GivenDatabase> database) {
    /** All services are embedded. */
    public static final GivenServices NONE = new GivenServices(Optional.empty(), Optional.empty());

    /** These services, and the others for those that are missing here. */
    public GivenServices or(GivenServices others) {
        return new GivenServices(kafka.or(others::kafka), database.or(others::database));
    }
}
