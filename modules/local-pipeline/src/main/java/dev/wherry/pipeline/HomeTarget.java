package dev.wherry.pipeline;

import dev.wherry.embedded.Attachment;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.operations.PipelineTarget;
import java.util.Map;

/** Makes the broker and the database of a home the target of an audit or a rebuild. */
public final class HomeTarget {
    private HomeTarget() {}

    /** The target for services that this process is attached to. */
    public static PipelineTarget of(Attachment kafka, Attachment database) {
        return new PipelineTarget(
                Map.of("bootstrap.servers", kafka.address()),
                database.address(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                !kafka.ownsService());
    }

    /** The target for services that this process runs. */
    public static PipelineTarget of(EmbeddedServices services) {
        return new PipelineTarget(
                Map.of("bootstrap.servers", services.kafka().bootstrapServers()),
                services.database().jdbcUrl(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                true);
    }
}
