package dev.wherry.bench.process;

import dev.wherry.cli.PipelineOptions;
import dev.wherry.pipeline.Pipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the whole pipeline in one JVM, like {@code wherry run}, whose options are the arguments. Prints the address of its database
 * when it is ready. Commands: {@code events} answers the number of published events; {@code drain EVENTS} answers when this number
 * is published and all events are in the warehouse; {@code books} answers {@code balance}, or the imbalance.
 */
public final class PipelineMain {
    private static final long PAUSE_MS = 10;

    private PipelineMain() {}

    public static void main(String[] arguments) throws IOException {
        CommandLoop commands = CommandLoop.open();
        List<String> options = new ArrayList<>(List.of(arguments));
        options.addAll(List.of("--kafka-port", "0", "--connect-port", "0", "--postgres-port", "0"));
        try (Pipeline pipeline = Pipeline.start(PipelineOptions.parse(options.toArray(String[]::new)))) {
            commands.serve(pipeline.services().database().jdbcUrl(), command -> switch (command.get(0)) {
                case "events" -> Long.toString(events());
                case "drain" -> {
                    drain(pipeline, Long.parseLong(command.get(1)));
                    yield "";
                }
                case "books" ->
                    pipeline.reconcile().isBalanced()
                            ? "balance"
                            : pipeline.reconcile().toString();
                default -> throw new IllegalArgumentException(command.toString());
            });
        }
        System.exit(0);
    }

    private static long events() throws Exception {
        String events = JmxMetrics.sum(SourceTaskMetrics.MBEANS, "records-total");
        return events.isEmpty() ? 0 : Long.parseLong(events);
    }

    private static void drain(Pipeline pipeline, long events) throws Exception {
        while (events() < events || !pipeline.isDrained()) {
            pipeline.supervise();
            Thread.sleep(PAUSE_MS);
        }
    }
}
