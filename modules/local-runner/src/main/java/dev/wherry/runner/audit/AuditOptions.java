package dev.wherry.runner.audit;

import java.time.Duration;

/**
 * How to audit.
 *
 * @param settle how long nothing must have moved before a difference is believed
 * @param patience how long to wait for that while the pipeline moves
 * @param limit how many differences to name; all are counted
 * @param showValues whether to name the values of columns that differ, which are personal data
 */
public record AuditOptions(Duration settle, Duration patience, int limit, boolean showValues) {
    public static final AuditOptions DEFAULT =
            new AuditOptions(Duration.ofSeconds(10), Duration.ofMinutes(5), 100, false);

    public AuditOptions withSettle(Duration changed) {
        return new AuditOptions(changed, patience, limit, showValues);
    }

    public AuditOptions withPatience(Duration changed) {
        return new AuditOptions(settle, changed, limit, showValues);
    }
}
