package dev.wherry.bench.process;

import dev.wherry.cli.PipelineOptions;
import dev.wherry.pipeline.Pipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole pipeline in one JVM, as {@code wherry run} has it. Its arguments are options of that command; when it is ready it says the
 * address of its database. It takes {@code events}, how many the source has published, {@code drain EVENTS}, which is answered when so
 * many are published and all of them are in the warehouse, and {@code books}, which is answered by whether they balance.
 */
public final class PipelineMain {
    private static final long PAUSE_MS = 10;

    private PipelineMain() {}

    public static void main(String[] arguments) throws IOException {
        CommandLoop commands = CommandLoop.open();
        List<String> options = new ArrayList<>(List.of(arguments));
        options.addAll(List.of("--kafka-port", "0", "--connect-port", "0", "--postgres-port", "0"));
        try (Pipeline pipeline = Pipeline.start(PipelineOptions.parse(options.toArray(String[]::new)))) {
            commands.serve(pipeline.services().database().jdbcUrl(), question -> switch (question.get(0)) {
                case "events" -> Long.toString(events());
                case "drain" -> {
                    drain(pipeline, Long.parseLong(question.get(1)));
                    yield "";
                }
                case "books" ->
                    pipeline.books().balance() ? "balance" : pipeline.books().toString();
                default -> throw new IllegalArgumentException(question.toString());
            });
        }
        System.exit(0);
    }

    private static long events() throws Exception {
        String events = JmxMetrics.sum(SourceTaskMetrics.BEANS, "records-total");
        return events.isEmpty() ? 0 : Long.parseLong(events);
    }

    private static void drain(Pipeline pipeline, long events) throws Exception {
        while (events() < events || !pipeline.isDrained()) {
            pipeline.supervise();
            Thread.sleep(PAUSE_MS);
        }
    }
}
