package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import java.nio.ByteBuffer;

/** A content that may be visible in part only. */
final class MemoryContent implements Content {
    private final byte[] bytes;
    private int visible;
    private boolean ended;
    private SourceFault fault;

    MemoryContent(byte[] bytes) {
        this.bytes = bytes;
        this.visible = bytes.length;
    }

    MemoryContent show(int newVisible) {
        visible = Math.min(newVisible, bytes.length);
        return this;
    }

    boolean isVisible() {
        return visible == bytes.length;
    }

    int visible() {
        return visible;
    }

    MemoryContent ended() {
        ended = true;
        return this;
    }

    MemoryContent broken(SourceFault newFault) {
        fault = newFault;
        return this;
    }

    @Override
    public int read(long position, ByteBuffer target) {
        int count = (int) Math.max(0, Math.min(target.remaining(), visible - position));
        target.put(bytes, (int) Math.min(position, visible), count);
        return count;
    }

    @Override
    public SourceFault fault() {
        return fault;
    }

    @Override
    public boolean hasEnded() {
        return ended && isVisible();
    }
}
