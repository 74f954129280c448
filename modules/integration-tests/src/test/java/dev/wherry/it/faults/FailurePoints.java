package dev.wherry.it.faults;

import dev.wherry.it.faults.SqlStatementTap.Statement;
import dev.wherry.it.faults.KafkaRequestTap.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A kill between each two durable steps. Where a step is a word to the broker or the database, the relay kills the process
 * when it sees that word: before it passes it on, or before it passes the answer back.
 */
final class FailurePoints {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FailurePoints() {}

    static List<Fault> all() {
        return List.of(
                source("sending records", Request.PRODUCE, false),
                source("records sent, transaction open", Request.END_TXN, false),
                source("transaction committed, not yet heard of it", Request.END_TXN, true),
                streams("sending results", Request.PRODUCE, false),
                streams("results sent, offsets not", Request.TXN_OFFSET_COMMIT, false),
                streams("offsets sent, transaction open", Request.END_TXN, false),
                streams("transaction committed, not yet heard of it", Request.END_TXN, true),
                database("rows copied aside, not in the table", Statement.INSERT, false),
                database("batch written, transaction open", Statement.COMMIT, false),
                database("batch committed, not yet heard of it", Statement.COMMIT, true),
                sink("batch committed, not acknowledged to the group", Request.OFFSET_COMMIT, false),
                sink("batch acknowledged, not yet heard of it", Request.OFFSET_COMMIT, true));
    }

    private static Fault source(String point, Request request, boolean atAnswer) {
        return atKafka("source", point, request, atAnswer, TestCluster::sourceToBroker, rig -> rig.source()
                .worker());
    }

    private static Fault streams(String point, Request request, boolean atAnswer) {
        return atKafka("streams", point, request, atAnswer, TestCluster::streamsToBroker, TestCluster::streams);
    }

    private static Fault sink(String point, Request request, boolean atAnswer) {
        return atKafka("sink", point, request, atAnswer, TestCluster::sinkToBroker, rig -> rig.sink()
                .worker());
    }

    private static Fault atKafka(
            String stage,
            String point,
            Request request,
            boolean atAnswer,
            Function<TestCluster, Relay> relay,
            Function<TestCluster, PipelineComponent> part) {
        return at(stage, point, relay, part, once -> new KafkaRequestTap(request, atAnswer, once));
    }

    private static Fault database(String point, Statement statement, boolean atAnswer) {
        return at(
                "sink",
                point,
                TestCluster::sinkToDatabase,
                rig -> rig.sink().worker(),
                once -> new SqlStatementTap(statement, atAnswer, once));
    }

    private static Fault at(
            String stage,
            String point,
            Function<TestCluster, Relay> relay,
            Function<TestCluster, PipelineComponent> part,
            Function<OneShotTrigger, Tap> tap) {
        return new Fault("point", "kill at a point of the " + stage + ": " + point, (rig, random) -> {
            OneShotTrigger once = new OneShotTrigger(port -> {
                kill(part.apply(rig));
                throw new IOException("nobody is there to hear it, or it is not to be said");
            });
            relay.apply(rig).tap(() -> tap.apply(once));
            try {
                return once.await(PATIENCE);
            } finally {
                relay.apply(rig).untap();
            }
        });
    }

    private static void kill(PipelineComponent part) throws IOException {
        try {
            part.kill();
        } catch (Exception e) { // what a part may throw is its own
            throw new IOException(e);
        }
    }
}
