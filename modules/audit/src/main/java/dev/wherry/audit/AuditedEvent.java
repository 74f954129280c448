package dev.wherry.audit;

/**
 * What the rows of an event are made of, beside the origin of its record.
 *
 * @param json the event; null for a row that has only the key of the record
 * @param id the event's identity; null for a row that does not need it
 */
record AuditedEvent(byte[] json, byte[] version, byte[] id, boolean deletion) {
    AuditedEvent withJson(byte[] read) {
        return new AuditedEvent(read, version, id, deletion);
    }
}
