package dev.wherry.bench.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.tools.ProducerPerformance;

/**
 * Runs Kafka's {@code kafka-producer-perf-test} repeatedly. Each command consists of the tool's arguments; the answer is the rate
 * that the tool prints, in records per second.
 */
public final class ProducerMain {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) records sent, ([0-9.]+) records/sec");

    private ProducerMain() {}

    public static void main(String[] arguments) throws IOException {
        CommandLoop commands = CommandLoop.open();
        commands.serve("", ProducerMain::run);
        System.exit(0);
    }

    private static String run(List<String> arguments) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ProducerPerformance.main(arguments.toArray(String[]::new));
        } finally {
            System.setOut(out);
        }
        Matcher total = TOTAL.matcher(printed.toString(StandardCharsets.UTF_8));
        String rate = null;
        while (total.find()) { // the last line is the total; each line before it covers five seconds
            rate = total.group(2);
        }
        if (rate == null) {
            throw new IllegalStateException("kafka-producer-perf-test printed: " + printed);
        }
        return rate;
    }
}
