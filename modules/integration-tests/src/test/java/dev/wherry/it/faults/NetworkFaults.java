package dev.wherry.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What happens on the ways between processes. */
final class NetworkFaults {
    private record Way(String name, Function<TestCluster, Relay> relay) {}

    private static final List<Way> WAYS = List.of(
            new Way("source to broker", TestCluster::sourceToBroker),
            new Way("streams to broker", TestCluster::streamsToBroker),
            new Way("sink to broker", TestCluster::sinkToBroker),
            new Way("sink to PostgreSQL", TestCluster::sinkToDatabase));

    private NetworkFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Way way : WAYS) {
            faults.add(Fault.certain("reset", "connections reset: " + way.name, (rig, random) -> way.relay
                    .apply(rig)
                    .reset()));
            faults.add(Fault.certain("cut", "cut off for longer than all timeouts: " + way.name, (rig, random) -> {
                way.relay.apply(rig).cut();
                Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis());
                way.relay.apply(rig).mend();
            }));
            faults.add(Fault.certain("silence", "silent for longer than all timeouts: " + way.name, (rig, random) -> {
                Relay relay = way.relay.apply(rig);
                relay.hold();
                Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis());
                if (random.nextBoolean()) {
                    relay.cut(); // what was held back is lost
                }
                relay.mend();
            }));
            faults.add(Fault.certain("delay", "slow, 0.1 to 1 s a packet: " + way.name, (rig, random) -> {
                way.relay.apply(rig).delay(100 + random.nextLong(900));
                Thread.sleep(5_000);
                way.relay.apply(rig).mend();
            }));
            faults.add(Fault.certain("half", "connections half closed: " + way.name, (rig, random) -> way.relay
                    .apply(rig)
                    .halfClose(random.nextBoolean())));
        }
        return faults;
    }
}
