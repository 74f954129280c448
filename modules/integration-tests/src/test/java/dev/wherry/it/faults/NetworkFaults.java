package dev.wherry.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Faults of the network connections between processes. */
final class NetworkFaults {
    private record Route(String name, Function<TestCluster, Relay> relay) {}

    private static final List<Route> ROUTES = List.of(
            new Route("source to broker", TestCluster::sourceToBroker),
            new Route("source to lake", TestCluster::sourceToStore),
            new Route("source to API", TestCluster::sourceToApi),
            new Route("streams to broker", TestCluster::streamsToBroker),
            new Route("sink to broker", TestCluster::sinkToBroker),
            new Route("sink to PostgreSQL", TestCluster::sinkToDatabase));

    private NetworkFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Route route : ROUTES) {
            faults.add(Fault.certain("reset", "connections reset: " + route.name, (cluster, random) -> route.relay
                    .apply(cluster)
                    .reset()));
            faults.add(
                    Fault.certain("cut", "cut off for longer than all timeouts: " + route.name, (cluster, random) -> {
                        route.relay.apply(cluster).cut();
                        Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis());
                        route.relay.apply(cluster).restore();
                    }));
            faults.add(Fault.certain(
                    "silence", "silent for longer than all timeouts: " + route.name, (cluster, random) -> {
                        Relay relay = route.relay.apply(cluster);
                        relay.hold();
                        Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis());
                        if (random.nextBoolean()) {
                            relay.cut(); // drops the data that was held back
                        }
                        relay.restore();
                    }));
            faults.add(Fault.certain("delay", "slow, 0.1 to 1 s per packet: " + route.name, (cluster, random) -> {
                route.relay.apply(cluster).delay(100 + random.nextLong(900));
                Thread.sleep(5_000);
                route.relay.apply(cluster).restore();
            }));
            faults.add(Fault.certain("half", "connections half closed: " + route.name, (cluster, random) -> route.relay
                    .apply(cluster)
                    .halfClose(random.nextBoolean())));
        }
        return faults;
    }
}
