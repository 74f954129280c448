package dev.wherry.audit;

import java.time.Duration;

/**
 * How to audit.
 *
 * @param settle how long nothing must have moved before a difference is believed
 * @param patience how long to wait for that while the pipeline moves
 * @param limit how many differences to name; all are counted
 * @param showValues whether to name the values of columns that differ, which are personal data
 */
public record AuditConfig(Duration settle, Duration patience, int limit, boolean showValues) {
    public static final AuditConfig DEFAULT =
            new AuditConfig(Duration.ofSeconds(10), Duration.ofMinutes(5), 100, false);

    public AuditConfig withSettle(Duration changed) {
        return new AuditConfig(changed, patience, limit, showValues);
    }

    public AuditConfig withPatience(Duration changed) {
        return new AuditConfig(settle, changed, limit, showValues);
    }
}
