package dev.wherry.http.feed;

import dev.wherry.connect.schedule.Days;
import dev.wherry.connect.schedule.Schedule;
import dev.wherry.http.client.ClientConfig;
import dev.wherry.http.client.RetryPolicy;
import dev.wherry.http.request.PageRequests;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A feed and its options.
 *
 * @param home an address of the host that gets the credentials
 * @param items the JSON Pointer of the array with the items; empty for the answer itself
 * @param each the values for which requests are made; empty if there is no such list
 * @param rate such as 10/s; empty for no limit
 * @param parallel how many requests run at the same time
 * @param days empty if requests have no day
 * @param asked a new text asks for days of the backfill that are complete; empty for none
 */
public record HttpFeed(
        String name,
        URI home,
        PageRequests requests,
        String items,
        List<String> each,
        ClientConfig client,
        RetryPolicy retries,
        String rate,
        int parallel,
        Optional<Days> days,
        Schedule schedule,
        String asked) {
    public HttpFeed {
        each = List.copyOf(each);
    }

    @Override
    public String toString() {
        return name;
    }
}
