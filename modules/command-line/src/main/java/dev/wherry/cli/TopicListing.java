package dev.wherry.cli;

import dev.wherry.wire.Suggestions;
import dev.wherry.wire.Topics;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The topics that hold events, states and counts, as opposed to those in which Connect and the streams app keep their state. */
final class TopicListing {
    private static final Set<String> SINGLE_TOPICS =
            Set.of(Topics.LEDGER, Topics.FILES, Topics.RECEIPTS, Topics.CONTRACTS);

    private final NavigableSet<String> topics = new TreeSet<>();

    /** @param existing all topics of a cluster */
    TopicListing(Collection<String> existing) {
        existing.stream().filter(TopicListing::isPipelineTopic).forEach(topics::add);
    }

    private static boolean isPipelineTopic(String topic) {
        return SINGLE_TOPICS.contains(topic)
                || topic.startsWith(Topics.raw(""))
                || topic.startsWith(Topics.invalid(""))
                || topic.startsWith(Topics.state(""))
                || topic.startsWith(Topics.events(""));
    }

    /** The sentence for a topic that does not exist, with what its user may have meant. */
    String unknown(String topic) {
        if (topics.isEmpty()) {
            return "There is no topic " + topic + ", because no pipeline has run here yet: run it first.";
        }
        return "There is no topic %s.%s The topics are %s."
                .formatted(topic, suggestion(topic), String.join(", ", topics));
    }

    /** A feed or type without its prefix, or else the nearest name. */
    private String suggestion(String topic) {
        List<String> sameFeed =
                topics.stream().filter(name -> name.endsWith("." + topic)).toList();
        List<String> meant =
                sameFeed.isEmpty() ? Suggestions.to(topic, topics).stream().toList() : sameFeed;
        return meant.isEmpty() ? "" : " Did you mean " + String.join(" or ", meant) + "?";
    }
}
