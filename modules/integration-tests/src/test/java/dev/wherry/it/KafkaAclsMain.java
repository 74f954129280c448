package dev.wherry.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.tools.AclCommand;

/** Runs several {@code kafka-acls.sh} commands in one JVM. It exits with an error code at the first that fails. */
final class KafkaAclsMain {
    /** The line of the standard input that precedes the arguments of each command, which are one a line. */
    static final String COMMAND = "kafka-acls";

    private KafkaAclsMain() {}

    public static void main(String[] none) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(COMMAND)) {
                commands.add(new ArrayList<>());
            } else {
                commands.get(commands.size() - 1).add(line);
            }
        }
        commands.forEach(arguments -> AclCommand.main(arguments.toArray(String[]::new)));
    }
}
