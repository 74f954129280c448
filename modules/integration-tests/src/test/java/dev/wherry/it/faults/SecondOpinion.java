package dev.wherry.it.faults;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.runner.audit.Audit;
import dev.wherry.runner.audit.AuditOptions;
import dev.wherry.runner.audit.AuditReport;
import dev.wherry.runner.audit.AuditTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code ./wherry audit} says, which knows nothing of the writers and recounts everything. */
final class SecondOpinion {
    private SecondOpinion() {}

    /** A sentence for each difference. */
    static List<String> of(Rig rig) throws SQLException {
        AuditTarget target = new AuditTarget(
                Map.of("bootstrap.servers", rig.bootstrapServers()),
                rig.postgres().jdbcUrl(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                true);
        AuditOptions options =
                AuditOptions.DEFAULT.withSettle(Duration.ofSeconds(5)).withPatience(Duration.ofMinutes(2));
        AuditReport report =
                Audit.run(target, Catalog.load(StageSettings.CONTRACTS), options, (doing, done, all) -> {});
        List<String> sentences = new ArrayList<>();
        report.differences().forEach(difference -> sentences.add("audit: " + difference));
        if (report.publishedTwice() > 0) {
            sentences.add("audit: " + report.publishedTwice() + " events are published twice");
            sentences.addAll(report.publishedTwiceNamed());
        }
        return sentences;
    }
}
