package dev.wherry.it.faults;

import dev.wherry.it.faults.KafkaRequestTap.Request;
import dev.wherry.it.faults.SqlStatementTap.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Kills a process between any two durable steps. If a step is a message to the broker or the database, the relay kills
 * the process when it sees the message: before forwarding it, or before forwarding the response.
 */
final class FailurePoints {
    /** Of points that are reached, most are within seconds on an idle machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private FailurePoints() {}

    static List<Fault> all() {
        return Stream.concat(ofSources().stream(), behindSources().stream()).toList();
    }

    /** Those of the worker whose connectors write the raw topics. */
    static List<Fault> ofSources() {
        return List.of(
                source("sending records", Request.PRODUCE, false),
                source("records sent, transaction open", Request.END_TXN, false),
                source("transaction committed, response not received", Request.END_TXN, true),
                request(
                        "S3 source",
                        TestCluster::sourceToStore,
                        "object fetched, records not sent",
                        "^GET /lake/\\S+\\.ndjson",
                        true),
                request(
                        "S3 source",
                        TestCluster::sourceToStore,
                        "records committed, object neither copied nor deleted",
                        "^PUT /lake/done/",
                        false),
                request("S3 source", TestCluster::sourceToStore, "object copied, not deleted", "^DELETE /lake/", false),
                request(
                        "S3 source",
                        TestCluster::sourceToStore,
                        "object deleted, response not received",
                        "^DELETE /lake/",
                        true),
                request(
                        "HTTP source",
                        TestCluster::sourceToApi,
                        "page received, records not sent",
                        "^POST /data",
                        true));
    }

    /** Those of the streams app and of the sink. */
    static List<Fault> behindSources() {
        return List.of(
                streams("sending results", Request.PRODUCE, false),
                streams("results sent, offsets not", Request.TXN_OFFSET_COMMIT, false),
                streams("offsets sent, transaction open", Request.END_TXN, false),
                streams("transaction committed, response not received", Request.END_TXN, true),
                database("rows in the temporary table, not in the table", Statement.INSERT, false),
                database("batch written, transaction open", Statement.COMMIT, false),
                database("batch committed, response not received", Statement.COMMIT, true),
                database("rejected rows in the table, still open in the quarantine", Statement.RESOLVE, false),
                database("rejected rows resolved, transaction open", Statement.RESOLVE, true),
                sink("batch committed, consumer group not updated", Request.OFFSET_COMMIT, false),
                sink("group updated, response not received", Request.OFFSET_COMMIT, true));
    }

    private static Fault source(String point, Request request, boolean onResponse) {
        return atKafka("source", point, request, onResponse, TestCluster::sourceToBroker, cluster -> cluster.source()
                .worker());
    }

    /** @param httpRequest a regular expression */
    private static Fault request(
            String stage, Function<TestCluster, Relay> relay, String point, String httpRequest, boolean onResponse) {
        Pattern request = Pattern.compile(httpRequest);
        return killAt(
                stage,
                point,
                relay,
                cluster -> cluster.source().worker(),
                (cluster, trigger) -> () -> new HttpRequestTap(request, onResponse, trigger));
    }

    private static Fault streams(String point, Request request, boolean onResponse) {
        return atKafka("streams", point, request, onResponse, TestCluster::streamsToBroker, TestCluster::streams);
    }

    private static Fault sink(String point, Request request, boolean onResponse) {
        return atKafka("sink", point, request, onResponse, TestCluster::sinkToBroker, cluster -> cluster.sink()
                .worker());
    }

    private static Fault atKafka(
            String stage,
            String point,
            Request request,
            boolean onResponse,
            Function<TestCluster, Relay> relay,
            Function<TestCluster, PipelineComponent> component) {
        return killAt(
                stage,
                point,
                relay,
                component,
                (cluster, trigger) -> () -> new KafkaRequestTap(request, onResponse, trigger));
    }

    static Fault database(String point, Statement statement, boolean onResponse) {
        return killAt(
                "sink",
                point,
                TestCluster::sinkToDatabase,
                cluster -> cluster.sink().worker(),
                (cluster, trigger) -> () -> new SqlStatementTap(statement, onResponse, trigger));
    }

    /** @param taps for the connections of one injection */
    static Fault killAt(
            String stage,
            String point,
            Function<TestCluster, Relay> relay,
            Function<TestCluster, PipelineComponent> component,
            BiFunction<TestCluster, OneShotTrigger, Supplier<Tap>> taps) {
        return new Fault("point", "kill at a point of the " + stage + ": " + point, (cluster, random) -> {
            OneShotTrigger trigger = new OneShotTrigger(port -> {
                kill(component.apply(cluster));
                throw new IOException("the process is killed, so the message is dropped");
            });
            relay.apply(cluster).tap(taps.apply(cluster, trigger));
            try {
                return trigger.await(TIMEOUT);
            } finally {
                relay.apply(cluster).untap();
            }
        });
    }

    private static void kill(PipelineComponent component) throws IOException {
        try {
            component.kill();
        } catch (Exception e) { // what a component may throw is its own
            throw new IOException(e);
        }
    }
}
