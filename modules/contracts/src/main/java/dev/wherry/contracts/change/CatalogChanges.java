package dev.wherry.contracts.change;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has changed in a catalog since the last start, and what the state was built with. */
public final class CatalogChanges {
    private final List<String> refusals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final SortedMap<String, RecordedContract> updates = new TreeMap<>();

    private CatalogChanges() {}

    /** @param recorded by type, what was recorded at the last start */
    public static CatalogChanges of(Map<String, RecordedContract> recorded, Catalog catalog) {
        CatalogChanges changes = new CatalogChanges();
        for (Contract contract : catalog.contracts()) {
            ContractDefinition definition = catalog.definition(contract);
            RecordedContract before = recorded.get(contract.type());
            RecordedContract now = before == null
                    ? changes.added(definition, recorded)
                    : changes.continued(
                            before, definition, catalog.file(contract).toString());
            if (!now.equals(before)) {
                changes.updates.put(contract.type(), now);
            }
        }
        recorded.forEach((type, before) -> {
            boolean gone = catalog.contracts().stream()
                    .noneMatch(contract -> contract.type().equals(type));
            if (gone && !before.retired()) {
                changes.notices.add("The contract %s is gone: its table %s is left as it is."
                        .formatted(type, before.definition().table()));
                changes.updates.put(type, before.retire());
            }
        });
        return changes;
    }

    private RecordedContract added(ContractDefinition definition, Map<String, RecordedContract> recorded) {
        RecordedContract built = RecordedContract.built(definition);
        if (recorded.isEmpty()) {
            return built;
        }
        String sentence = "The contract %s is new".formatted(definition.type());
        boolean feedsWereRead = recorded.values().stream()
                .anyMatch(other ->
                        !other.retired() && other.definition().feeds().stream().anyMatch(definition.feeds()::contains));
        if (feedsWereRead) {
            sentence += ": events of its feeds that were processed before keep their outcome until `wherry rebuild`";
            built = built.with("", Effect.NONE);
        }
        notices.add(sentence + ".");
        boolean tableWasFilled = recorded.values().stream()
                .anyMatch(other -> other.definition().table().equals(definition.table()));
        if (tableWasFilled) {
            built = built.with("/table", Effect.STALE_ROWS);
            built.openChanges().forEach(open -> notices.add(open.sentence()));
        }
        return built;
    }

    private RecordedContract continued(RecordedContract before, ContractDefinition definition, String file) {
        for (ContractChange change : before.changesTo(definition)) {
            if (change.effect() == Effect.OTHER_STATE) {
                refusals.add(file + ": " + change.sentence());
            } else if (change.effect() == Effect.NONE) {
                notices.add(change.sentence());
            }
        }
        RecordedContract now = before.continuedWith(definition);
        if (before.retired()) {
            now = now.with("", Effect.NONE);
            notices.add(
                    "The contract %s is back: events that were processed in the meantime keep their outcome until `wherry rebuild`."
                            .formatted(definition.type()));
        }
        now.openChanges().forEach(open -> notices.add(open.sentence()));
        return now;
    }

    /** A sentence for each change with which the stored state cannot be continued. If there are any, nothing may start. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** A sentence for each other change, and for each earlier one that rows do not follow yet. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** By type, what is to be recorded now, where that differs from what was recorded before. */
    public SortedMap<String, RecordedContract> updates() {
        return new TreeMap<>(updates);
    }
}
