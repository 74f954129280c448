package dev.wherry.contracts.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the streams app records of a type in the topic {@code contracts}.
 *
 * @param definition the contract that the app ran with last
 * @param since what has changed since the state of the type was built, by JSON pointer into the contract, with the gravest
 *     effect
 * @param retired whether the contract was gone when the app started last
 */
public record RecordedContract(ContractDefinition definition, SortedMap<String, Effect> since, boolean retired) {
    private static final String SINCE = "since";
    private static final String RETIRED = "retired";

    public RecordedContract {
        since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
    }

    /** The state is built with this definition from its beginning. */
    public static RecordedContract built(ContractDefinition definition) {
        return new RecordedContract(definition, new TreeMap<>(), false);
    }

    /** @throws IllegalArgumentException if the text is no {@link #text} of a record */
    public static RecordedContract parse(String text) {
        ObjectNode tree = ContractDefinition.read(text);
        SortedMap<String, Effect> since = new TreeMap<>();
        JsonNode recorded = tree.path(SINCE);
        ContractDefinition.names(recorded)
                .forEach(pointer ->
                        since.put(pointer, Effect.ofLabel(recorded.path(pointer).asText())));
        boolean retired = tree.path(RETIRED).asBoolean();
        tree.remove(List.of(SINCE, RETIRED));
        return new RecordedContract(ContractDefinition.ofTree(tree), since, retired);
    }

    /** The record as JSON. */
    public String text() {
        ObjectNode tree = definition.tree();
        ObjectNode recorded = JsonNodeFactory.instance.objectNode();
        since.forEach((pointer, effect) -> recorded.put(pointer, effect.label()));
        tree.set(SINCE, recorded);
        tree.put(RETIRED, retired);
        return tree.toString();
    }

    /** What another definition changes, without what was recorded before. */
    public List<ContractChange> changesTo(ContractDefinition other) {
        return DefinitionComparison.of(definition, other);
    }

    /** The changes since the state was built that rows do not follow yet. */
    public List<ContractChange> openChanges() {
        List<ContractChange> open = new ArrayList<>();
        since.forEach((pointer, effect) -> {
            if (effect.concernsRows()) {
                open.add(new ContractChange(definition.type(), pointer, effect, ""));
            }
        });
        return open;
    }

    /** Whether events that were processed before may have another outcome than the contract says now. */
    public boolean mayJudgeOtherwise() {
        return since.containsValue(Effect.NONE);
    }

    /** The record after the app has started with another definition. */
    public RecordedContract continuedWith(ContractDefinition other) {
        SortedMap<String, Effect> all = new TreeMap<>(since);
        for (ContractChange change : changesTo(other)) {
            Effect before = all.getOrDefault(change.pointer(), Effect.NONE);
            boolean gone = change.effect() == Effect.NONE && !has(other, change.pointer());
            // some rows lack a new column, others have what it said first
            all.put(change.pointer(), gone ? Effect.NONE : before.or(change.effect()));
        }
        return new RecordedContract(other, all, false);
    }

    private static boolean has(ContractDefinition definition, String pointer) {
        return !definition.contract().at(pointer).isMissingNode();
    }

    /** The record after the rows of the type have been written again. The events keep their outcomes. */
    public RecordedContract withRebuiltRows() {
        SortedMap<String, Effect> all = new TreeMap<>(since);
        all.replaceAll((pointer, effect) -> effect.concernsRows() ? Effect.NONE : effect);
        return new RecordedContract(definition, all, retired);
    }

    /** The record after the app has started without the contract. */
    public RecordedContract retire() {
        return new RecordedContract(definition, since, true);
    }

    /** The record with one more change. */
    RecordedContract with(String pointer, Effect effect) {
        SortedMap<String, Effect> all = new TreeMap<>(since);
        all.merge(pointer, effect, Effect::or);
        return new RecordedContract(definition, all, retired);
    }
}
