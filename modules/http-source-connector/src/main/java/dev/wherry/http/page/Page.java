package dev.wherry.http.page;

import dev.wherry.http.request.PageState;
import dev.wherry.split.SplitEvent;
import java.util.List;
import java.util.Optional;

/**
 * A page that has arrived.
 *
 * @param state how it was requested
 * @param items in their order
 * @param fingerprints of the items, in the same order
 * @param bytes the size of the answer
 * @param next how the next page is requested; empty if it is the last one
 */
public record Page(
        PageState state, List<SplitEvent> items, long[] fingerprints, long bytes, Optional<PageState> next) {}
