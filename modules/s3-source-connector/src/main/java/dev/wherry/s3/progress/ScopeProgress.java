package dev.wherry.s3.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.connect.progress.PartitionOffset;
import dev.wherry.connect.progress.RecentFingerprints;
import dev.wherry.s3.store.StoredObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What is published of one scope: a feed, or one day of a feed. A pass lists the scope in the order of the keys. An object is
 * new if it was modified since the last complete pass began, or within a window before that, and its fingerprint is not among
 * the recent ones.
 *
 * <p>{@link RecentFingerprints} stores these with the rest of the progress. A batch fills one page at most: without exactly-once
 * support, a worker stores the offsets of two pages independently, and the one that counts must not claim what the other one
 * has not stored.
 */
public final class ScopeProgress {
    static final String PARTITION = "scope";
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long NEVER = Long.MIN_VALUE;

    private final long window;
    private final RecentFingerprints recent;
    private final List<StoredObject> undisposed = new ArrayList<>();
    private final boolean disposes;
    private long watermark = NEVER;
    private long passStart = NEVER;
    private String after;
    private OpenObject open;

    /**
     * @param window in milliseconds
     * @param disposes whether something is to be done with each published object
     * @param stored the stored offsets of the pages; null where none is stored
     * @throws IllegalArgumentException if an offset was not written by this class
     */
    public ScopeProgress(String name, long window, boolean disposes, List<Map<String, Object>> stored) {
        this(name, window, disposes, stored, RecentFingerprints.PAGE_ENTRIES);
    }

    ScopeProgress(String name, long window, boolean disposes, List<Map<String, Object>> stored, int pageEntries) {
        this.window = window;
        this.disposes = disposes;
        Map<String, Object> newest = RecentFingerprints.newest(stored);
        if (newest != null) {
            restore(newest);
        }
        RecentFingerprints.Layout layout =
                new RecentFingerprints.Layout(true, pageEntries, page -> partition(name, page));
        recent = new RecentFingerprints(layout, stored, this::writeTo);
        forgetOld();
    }

    /** The source partition of a page. */
    public static Map<String, String> partition(String name, int page) {
        return Map.of(PARTITION, name + "/" + page);
    }

    private void restore(Map<String, Object> offset) {
        watermark = RecentFingerprints.number(offset, "watermark");
        passStart = RecentFingerprints.number(offset, "pass");
        after = (String) offset.get("after");
        try {
            JsonNode object = MAPPER.readTree(String.valueOf(offset.get("object")));
            open = object.isObject() ? OpenObject.read(object) : null;
            MAPPER.readTree(String.valueOf(offset.get("undisposed")))
                    .forEach(each -> undisposed.add(StoredObjects.read(each)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its objects are no JSON", e);
        }
    }

    private void writeTo(Map<String, Object> offset) {
        offset.put("watermark", watermark);
        offset.put("pass", passStart);
        if (after != null) {
            offset.put("after", after);
        }
        ObjectNode object = MAPPER.createObjectNode();
        if (open != null) {
            open.writeTo(object);
        }
        offset.put("object", open == null ? "null" : object.toString());
        ArrayNode waiting = MAPPER.createArrayNode();
        undisposed.forEach(each -> StoredObjects.write(each, waiting.addObject()));
        offset.put("undisposed", waiting.toString());
    }

    /** Everything that is published is committed. */
    public void beginBatch() {
        recent.beginBatch();
    }

    /** Whether nothing more may be published until the next batch. */
    public boolean isPageFull() {
        return recent.isPageFull();
    }

    /** The offset that the next record must carry. */
    public PartitionOffset offset() {
        return recent.offset();
    }

    /** Whether the object is to be published in this pass. */
    public boolean isNew(StoredObject object) {
        return (watermark == NEVER || object.modified() >= watermark - window)
                && !recent.contains(object.fingerprint());
    }

    /** Whether a pass has begun and not ended. */
    public boolean isInPass() {
        return passStart != NEVER;
    }

    /** A pass begins at that time of the store. */
    public void beginPass(long serverTime) {
        passStart = serverTime;
        after = null;
    }

    /** Keys up to this one are done with in this pass; null at its beginning. */
    public String after() {
        return after;
    }

    /** All keys up to this one are done with. */
    public void skipTo(String key) {
        after = key;
    }

    /** Everything was listed and published. */
    public void endPass() {
        watermark = passStart;
        passStart = NEVER;
        after = null;
        forgetOld();
    }

    private void forgetOld() {
        if (watermark != NEVER) {
            recent.retain((fingerprint, modified) -> modified >= watermark - window);
        }
    }

    /** The object of which a part is published; null if there is none. */
    public OpenObject open() {
        return open;
    }

    /** Events of an object are published. */
    public void advance(OpenObject read) {
        open = read;
    }

    /** The open object is no longer there. It counts as not published. */
    public void abandon() {
        open = null;
    }

    /** The object is published as a whole. Call it before {@link #offset} for its last record. */
    public void complete(StoredObject object) {
        open = null;
        after = object.key();
        if (disposes) {
            undisposed.add(object);
        }
        if (passStart == NEVER || object.modified() >= passStart - window) {
            recent.add(object.fingerprint(), object.modified());
        }
    }

    /** Published objects with which something is still to be done. */
    public List<StoredObject> undisposed() {
        return Collections.unmodifiableList(undisposed);
    }

    /** Nothing is left to be done with the object. */
    public void disposed(StoredObject object) {
        undisposed.remove(object);
    }

    int pageCount() {
        return recent.pageCount();
    }
}
