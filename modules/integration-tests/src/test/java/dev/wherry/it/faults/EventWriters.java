package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.ServiceKind;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The services that write events during a campaign and record what the warehouse must hold, and the clerk. */
final class EventWriters implements AutoCloseable {
    /** Well below the quiet period, after which an incomplete file is published as it is. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final FaultConfig FAULTS = new FaultConfig(0.02, 0.02, 0.01, 0.02, PAUSE, 10);
    /** Name of the file to which lines are appended. */
    private static final String LINES = "cards.ndjson";
    /** Card documents per user document, and per card event that is appended as a line. */
    private static final int CARDS_PER_USER = 10;
    /** First id of the cards that are appended as lines, beyond those of the documents. */
    private static final long FIRST_LINE_ID = 1L << 30;

    private final EventService users;
    private final EventService cards;
    private final EventService lines;
    private final ProbeCards probes;
    private final SwappingCards swaps;
    private final PaymentService payments;
    private final OrderService orders;
    private final StockService stock;
    private final LakeService lake;
    private final ApiService api;
    private final BranchClerk clerk;

    EventWriters(TestCluster cluster, long seed, double rate) throws IOException {
        Path inbox = cluster.inbox();
        users = EventService.start(GeneratorConfig.users(inbox.resolve("users"))
                .seed(seed)
                .rate(rate / CARDS_PER_USER)
                .count(Long.MAX_VALUE)
                .faults(FAULTS)
                .remember()
                .build());
        cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                .seed(seed)
                .rate(rate)
                .faults(FAULTS)
                .remember()
                .build());
        Path grown = Files.createDirectories(inbox.resolve("cards/grown"));
        Files.writeString(grown.resolve("__id_counter"), Long.toString(FIRST_LINE_ID));
        lines = EventService.start(GeneratorConfig.cards(grown)
                .seed(seed + 1)
                .rate(rate / CARDS_PER_USER)
                .faults(FAULTS)
                .lines(LINES)
                .remember()
                .build());
        probes = new ProbeCards(inbox.resolve("cards"));
        swaps = new SwappingCards(inbox.resolve("cards"));
        payments = new PaymentService(inbox, seed);
        orders = new OrderService(inbox, seed);
        stock = new StockService(inbox, seed);
        lake = new LakeService(cluster.lake(), seed);
        api = new ApiService(cluster.api(), seed);
        clerk = new BranchClerk(cluster, payments::branches);
    }

    BranchClerk clerk() {
        return clerk;
    }

    StockService stock() {
        return stock;
    }

    ProbeCards probes() {
        return probes;
    }

    void pause() throws IOException, InterruptedException {
        pauseAllButStock();
        stock.pause();
    }

    void resume() {
        resumeMost();
        stock.resume();
        api.resume();
    }

    /** Pauses after what may only be written as the last before a comparison. */
    void pauseToCompare() throws IOException, InterruptedException {
        pauseAllButStock();
        stock.pauseToCompare();
        clerk.workNow();
    }

    /** All that has been written must have been compared. */
    void resumeCompared() {
        resumeMost();
        stock.resumeCompared();
        api.resumeCompared();
    }

    private void pauseAllButStock() throws IOException, InterruptedException {
        users.pause();
        cards.pause();
        lines.pause();
        swaps.pause();
        payments.pause();
        orders.pause();
        lake.pause();
        api.pause();
    }

    /** Resumes the services to which it is the same whether their events have been compared. */
    private void resumeMost() {
        users.resume();
        cards.resume();
        lines.resume();
        swaps.resume();
        payments.resume();
        orders.resume();
        lake.resume();
    }

    long written() {
        return users.written()
                + cards.written()
                + lines.written()
                + probes.written()
                + swaps.written()
                + payments.written()
                + orders.written()
                + stock.written()
                + lake.written()
                + api.written();
    }

    /** The number of events of the feed orders that their contract leaves out. */
    long skippedOrders() {
        return orders.skipped();
    }

    /** The expected contents of the tables. Call this while the writers are paused. */
    List<TruthTable> truth() {
        List<TruthTable> tables = new ArrayList<>(payments.truth());
        tables.add(users.truth());
        tables.add(orders.truth());
        tables.add(stock.truth());
        tables.add(lake.truth());
        tables.add(api.truth());
        tables.add(Stream.of(cards.truth(), lines.truth(), probes.truth(), swaps.truth())
                .reduce(EventWriters::merge)
                .orElseThrow());
        return tables;
    }

    /** Merges two tables of cards, which have no key in common. */
    private static TruthTable merge(TruthTable one, TruthTable other) {
        TreeMap<Long, List<String>> rows = new TreeMap<>(one.rows());
        rows.putAll(other.rows());
        Counts a = one.counts();
        Counts b = other.counts();
        Counts counts = new Counts(a.events() + b.events(), a.invalid() + b.invalid(), a.rows() + b.rows());
        return TruthTable.of(ServiceKind.CARDS, rows, counts);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        clerk.close();
        payments.close();
        orders.close();
        stock.close();
        lake.close();
        api.close();
        users.close();
        cards.close();
        lines.close();
        swaps.close();
    }
}
