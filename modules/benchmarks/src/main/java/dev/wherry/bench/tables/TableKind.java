package dev.wherry.bench.tables;

import dev.wherry.bench.pipeline.FeedTable;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** A way to store the events of {@link dev.wherry.bench.data.FlatCards}: one contract, with a feed of the same name. */
enum TableKind {
    LATEST("cards", "keep: latest", List.of()),
    CONDITIONS("conditions", "keep: latest", List.of("skip: {/created_by_name: nobody}")),
    HISTORY("history", "keep: latest", List.of("history: history_versions")),
    EVERY("every", "keep: every", List.of()),
    CHILDREN("children", "keep: latest", List.of("""
            children:
              children_parts:
                each: /parts
                key: [/number]
                columns:
                  card_id: {from: "@parent/id", type: bigint}
                  number:  {from: /number, type: integer}
                  name:    {from: /name, type: text}"""));

    /** The elements of each event's array of parts. */
    static final int PARTS = 4;

    /** Names the type, the feed and the table. */
    private final String word;

    private final String keep;
    private final List<String> more;

    TableKind(String word, String keep, List<String> more) {
        this.word = word;
        this.keep = keep;
        this.more = more;
    }

    String word() {
        return word;
    }

    /** @param cards the number of distinct keys, unless every event is a row */
    FeedTable target(long cards) {
        LongUnaryOperator rows = this == EVERY ? events -> events : events -> Math.min(events, cards);
        return new FeedTable(word, word, rows);
    }

    String match() {
        return this == CONDITIONS ? "{/active: [true, false]}" : "all";
    }

    /** The lines of the contract that only this kind has. */
    List<String> moreKeys() {
        return more;
    }

    String keep() {
        return keep;
    }

    boolean hasVersion() {
        return this != EVERY;
    }

    String keyColumn() {
        return this == EVERY ? "event_id" : "id";
    }
}
