package dev.wherry.s3.read;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.batch.DocumentContent;
import dev.wherry.connect.batch.RawEvent;
import dev.wherry.connect.progress.ClosedReading;
import dev.wherry.s3.progress.OpenObject;
import dev.wherry.s3.progress.ScopeProgress;
import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.split.Chunk;
import dev.wherry.split.Content;
import dev.wherry.split.Cursor;
import dev.wherry.split.DecompressedContent;
import dev.wherry.split.EventSplitter;
import dev.wherry.split.ExpansionLimit;
import dev.wherry.split.FileKind;
import dev.wherry.split.Limits;
import dev.wherry.split.SplitEvent;
import dev.wherry.wire.format.SourceFault;
import dev.wherry.wire.receipt.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Reads one version of an object, from its start or from where a stored offset says, and publishes its events. */
public final class ObjectReading implements AutoCloseable {
    private static final int WINDOW_BYTES = 1024 * 1024;

    private final Target target;
    private final FileKind kind;
    private final OpenObject start;
    private final ObjectContent bytes;
    private final Content content;
    private EventSplitter splitter;
    private Cursor cursor;

    /**
     * What is the same for all objects of a feed.
     *
     * @param documentReceipts whether objects that are one document get receipts
     */
    public record Target(
            String feed,
            String topic,
            boolean documentReceipts,
            int maxEventBytes,
            ObjectStore store,
            Fetcher fetcher) {}

    public ObjectReading(Target target, FileKind kind, OpenObject start) {
        this.target = target;
        this.kind = kind;
        this.start = start;
        long kept =
                kind.isDocument() ? Long.MAX_VALUE : kind.isCompressed() ? 0 : target.maxEventBytes() + WINDOW_BYTES;
        bytes = new ObjectContent(start.object(), target.store(), target.fetcher(), kept);
        content = kind.isCompressed()
                ? new DecompressedContent(kind.compression(), bytes, target.maxEventBytes(), ExpansionLimit.DEFAULT)
                : bytes;
    }

    public StoredObject object() {
        return start.object();
    }

    /** Starts to load the object. */
    public void prefetch() {
        bytes.prefetch();
    }

    /**
     * Publishes the next events.
     *
     * @return whether the object is read to its end; then its progress is complete
     */
    public boolean publish(Batch<StoredObject> batch, ScopeProgress progress, BooleanSupplier timeIsUp)
            throws IOException {
        return kind.isDocument() ? publishDocument(batch, progress) : publishPart(batch, progress, timeIsUp);
    }

    private boolean publishPart(Batch<StoredObject> batch, ScopeProgress progress, BooleanSupplier timeIsUp)
            throws IOException {
        if (splitter == null) {
            splitter = new EventSplitter(kind.rule(), target.maxEventBytes());
            cursor = splitter.start(start.position());
        }
        BooleanSupplier pause = () -> timeIsUp.getAsBoolean() || !bytes.isLoadedAhead();
        // an object does not grow, so what its end leaves incomplete is an event or a fault
        Limits limits = new Limits(batch.remainingEvents(), batch.remainingBytes(), true, pause);
        Chunk chunk = splitter.read(content, cursor, limits);
        OpenObject open = progress.open() == null ? start : progress.open();
        byte[] file = key();
        for (SplitEvent event : chunk.events()) {
            batch.add(
                    RawEvent.ofPart(
                            target.topic(),
                            file,
                            event,
                            chunk.formatHeader(),
                            open.reading().header()),
                    progress.offset());
        }
        cursor = chunk.cursor();
        OpenObject read = open.plus(chunk.events(), cursor.position());
        if (!chunk.isAtEnd() || !chunk.isComplete()) {
            if (!chunk.events().isEmpty()) {
                progress.advance(read);
            }
            return false;
        }
        progress.complete(object());
        batch.add(new ClosedReading(
                read.reading().finished(target.feed(), object().size(), object().fingerprintText()),
                progress.offset()));
        return true;
    }

    private boolean publishDocument(Batch<StoredObject> batch, ScopeProgress progress) throws IOException {
        byte[] read = content.readWhole(target.maxEventBytes());
        boolean oversize = read.length > target.maxEventBytes();
        SourceFault fault = kind.isCompressed() ? (oversize ? oversize() : content.fault()) : null;
        byte[] kept = oversize ? Arrays.copyOf(read, target.maxEventBytes()) : read;
        DocumentContent document = DocumentContent.of(kept, kind.rule().encoding(), fault);
        byte[] reading = target.documentReceipts()
                ? new Reading(Reading.newId(), new Reading.WholeFile(object().size(), object().fingerprintText()))
                        .toHeader()
                : null;
        progress.complete(object());
        batch.add(
                RawEvent.ofFile(
                        target.topic(),
                        key(),
                        document.offset(),
                        object().modified() * 1_000_000,
                        oversize && !kind.isCompressed() ? object().size() : RawEvent.NONE,
                        document.format(),
                        document.fault(),
                        reading,
                        document.bytes()),
                progress.offset());
        return true;
    }

    private SourceFault oversize() {
        return new SourceFault(
                SourceFault.Code.OVERSIZE,
                "the document expands to more than event.max.bytes (" + target.maxEventBytes()
                        + "); only its first bytes are kept");
    }

    private byte[] key() {
        return object().key().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (content instanceof DecompressedContent decompressed) {
            decompressed.close();
        }
    }
}
