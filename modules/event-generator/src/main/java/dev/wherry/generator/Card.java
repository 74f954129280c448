package dev.wherry.generator;

import java.time.Instant;

/**
 * A card in the memory of its service.
 *
 * @param userId if null, the property is absent from all events of the card
 */
record Card(long id, Integer userId, String createdByName, Instant createdAt, Instant updatedAt, boolean active) {
    Card modified(Instant now, boolean nowActive) {
        return new Card(id, userId, createdByName, createdAt, now, nowActive);
    }
}
