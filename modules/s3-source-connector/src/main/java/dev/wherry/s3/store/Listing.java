package dev.wherry.s3.store;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param objects in the order of their keys
 * @param hasMore whether keys follow
 * @param token where a page goes on that has no keys; null if it has some or no keys follow
 * @param serverTime when the store answered, by its clock, in milliseconds since the epoch
 */
public record Listing(List<StoredObject> objects, boolean hasMore, String token, long serverTime) {
    public Listing {
        objects = List.copyOf(objects);
    }
}
