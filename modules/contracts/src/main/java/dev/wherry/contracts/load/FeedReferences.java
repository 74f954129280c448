package dev.wherry.contracts.load;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds references to secrets in feed files that a Connect worker on this machine could not resolve. It would leave a variable
 * that is not set as it is written, and send that.
 */
public final class FeedReferences {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(?:env:(?<variable>[^:}]+)|file:(?<file>[^:}]+):(?<name>[^:}]+))\\}");
    private static final String SOURCE = "source";

    private final Function<String, @Nullable String> variables;
    private final List<Fault> faults = new ArrayList<>();

    private FeedReferences(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /**
     * Checks the feed files of some feeds.
     *
     * @param variables the value of each environment variable; null if it is not set
     */
    public static List<Fault> unresolved(
            Path contracts, Iterable<String> feeds, Function<String, @Nullable String> variables) {
        FeedReferences references = new FeedReferences(variables);
        for (String feed : feeds) {
            Path file = contracts.resolve(FeedFiles.DIRECTORY).resolve(feed + FeedFiles.SUFFIX);
            if (Files.exists(file)) {
                FaultCollector collector = new FaultCollector(file);
                TreeReader.yaml(file, collector)
                        .ifPresent(tree -> references.check(
                                tree.path(SOURCE), JsonPointer.empty().appendProperty(SOURCE), collector));
                references.faults.addAll(collector.list());
            }
        }
        return references.faults;
    }

    private void check(JsonNode node, JsonPointer pointer, FaultCollector collector) {
        if (node.isTextual()) {
            Matcher reference = REFERENCE.matcher(node.textValue());
            while (reference.find()) {
                check(reference, pointer.toString(), collector);
            }
        }
        node.fields()
                .forEachRemaining(
                        member -> check(member.getValue(), pointer.appendProperty(member.getKey()), collector));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), pointer.appendIndex(i), collector);
            }
        }
    }

    private void check(Matcher reference, String pointer, FaultCollector collector) {
        String variable = reference.group("variable");
        if (variable == null) {
            checkFile(reference, pointer, collector);
        } else if (variables.apply(variable) == null) {
            collector.add(
                    pointer,
                    "refers to the environment variable " + variable + ", which is not set",
                    "set it before you start Wherry: export " + variable + "=…");
        }
    }

    private static void checkFile(Matcher reference, String pointer, FaultCollector collector) {
        String file = reference.group("file");
        String name = reference.group("name");
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException unreadable) {
            // an exception of the properties would quote them
            String reason = unreadable instanceof IOException || unreadable instanceof InvalidPathException
                    ? unreadable.getClass().getSimpleName()
                    : "it is no file of properties";
            collector.add(
                    pointer,
                    "refers to the file " + file + ", which cannot be read (" + reason + ")",
                    "write " + name + "=… into it, and let this user read it");
            return;
        }
        if (properties.getProperty(name) == null) {
            collector.add(pointer, "refers to " + name + " in " + file + ", which has none", "add " + name + "=…");
        }
    }
}
