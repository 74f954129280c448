package dev.wherry.bench.micro;

import dev.wherry.bench.data.CardEvents;
import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Distinct events of 350 bytes, enough to defeat branch prediction, and their contract. */
@State(Scope.Thread)
public class CardState {
    private static final int EVENTS = 1024;

    private final byte[][] events = new byte[EVENTS][];
    private Catalog catalog;
    private int next;

    @Setup
    public void load() {
        catalog = Catalog.load(Path.of(System.getProperty("wherry.contracts", "contracts")));
        CardEvents cards = new CardEvents(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            events[i] = cards.document(i);
        }
    }

    /** The next event. */
    public byte[] event() {
        next = (next + 1) % EVENTS;
        return events[next];
    }

    Catalog catalog() {
        return catalog;
    }

    Contract contract() {
        return catalog.contracts().stream()
                .filter(contract -> contract.type().equals("card"))
                .findFirst()
                .orElseThrow();
    }
}
