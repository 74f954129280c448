package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicListingTest {
    private static final TopicListing TOPICS = new TopicListing(List.of(
            "__consumer_offsets",
            "connect-offsets",
            "wherry-streams-latest-card-changelog",
            "state.card",
            "raw.cards",
            "invalid.cards",
            "ledger"));

    @Test
    void namesTheNearestTopicAndNoInternalOnes() {
        assertThat(TOPICS.unknown("raw.card"))
                .isEqualTo("There is no topic raw.card. Did you mean raw.cards? The topics are invalid.cards, ledger,"
                        + " raw.cards, state.card.");
    }

    @Test
    void suggestsTheTopicsOfAFeed() {
        assertThat(TOPICS.unknown("cards")).contains(" Did you mean invalid.cards or raw.cards? ");
    }

    @Test
    void suggestsNothingForAnEntirelyDifferentName() {
        assertThat(TOPICS.unknown("orders.v2")).startsWith("There is no topic orders.v2. The topics are ");
    }

    @Test
    void saysThatNoPipelineHasRun() {
        assertThat(new TopicListing(List.of("__consumer_offsets")).unknown("raw.cards"))
                .isEqualTo("There is no topic raw.cards, because no pipeline has run here yet: run it first.");
    }
}
