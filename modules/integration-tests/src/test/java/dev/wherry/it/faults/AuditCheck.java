package dev.wherry.it.faults;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.operations.PipelineTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code ./wherry audit}, which recounts everything without knowing what was written. */
final class AuditCheck {
    private AuditCheck() {}

    /** Returns a sentence for each difference. */
    static List<String> differences(TestCluster cluster) throws SQLException {
        PipelineTarget target = new PipelineTarget(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                cluster.postgres().jdbcUrl(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                true);
        AuditConfig options =
                AuditConfig.DEFAULT.withSettle(Duration.ofSeconds(5)).withPatience(Duration.ofMinutes(2));
        AuditReport report = Audit.run(target, cluster.catalog(), options, (doing, done, all) -> {});
        List<String> sentences = new ArrayList<>();
        report.differences().forEach(difference -> sentences.add("audit: " + difference));
        if (report.publishedTwice() > 0) {
            sentences.add("audit: " + report.publishedTwice() + " events are published twice");
            sentences.addAll(report.publishedTwiceNamed());
        }
        return sentences;
    }
}
