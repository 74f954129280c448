package dev.wherry.audit;

import java.time.Duration;

/**
 * The options of an audit.
 *
 * @param settle how long the pipeline must be idle before a difference is reported
 * @param patience the maximum wait for an idle pipeline
 * @param limit the maximum number of differences to describe; all are counted
 * @param showValues whether to include the values of differing columns, which are personal data
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
