package dev.wherry.sink.copy;

import java.util.List;

/** A one-dimensional array, from List. Its elements may be null. */
final class ArrayEncoder implements Encoder {
    private final int elementOid;
    private final Encoder elementEncoder;

    ArrayEncoder(int elementOid, Encoder elementEncoder) {
        this.elementOid = elementOid;
        this.elementEncoder = elementEncoder;
    }

    @Override
    public void encode(Object value, CopyBuffer out) {
        List<?> elements = (List<?>) value;
        out.int32(elements.isEmpty() ? 0 : 1);
        out.int32(elements.stream().anyMatch(element -> element == null) ? 1 : 0);
        out.int32(elementOid);
        if (!elements.isEmpty()) {
            out.int32(elements.size());
            out.int32(1); // lower bound of the index
            elements.forEach(element -> out.field(elementEncoder, element));
        }
    }
}
