package dev.wherry.generator;

import java.time.Instant;

/**
 * A card as its service remembers it.
 *
 * @param userId absent, not null, in the card's events if it is null here; and then it never comes
 */
record Card(long id, Integer userId, String createdByName, Instant createdAt, Instant updatedAt, boolean active) {
    Card modified(Instant now, boolean nowActive) {
        return new Card(id, userId, createdByName, createdAt, now, nowActive);
    }
}
