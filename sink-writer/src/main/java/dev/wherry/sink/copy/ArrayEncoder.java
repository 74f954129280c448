package dev.wherry.sink.copy;

import java.util.List;

/** A one-dimensional array, from List; its elements may be null. */
final class ArrayEncoder implements Encoder {
    private final int elementOid;
    private final Encoder element;

    ArrayEncoder(int elementOid, Encoder element) {
        this.elementOid = elementOid;
        this.element = element;
    }

    @Override
    public void encode(Object value, CopyBuffer out) {
        List<?> elements = (List<?>) value;
        out.int32(elements.isEmpty() ? 0 : 1);
        out.int32(elements.stream().anyMatch(each -> each == null) ? 1 : 0);
        out.int32(elementOid);
        if (!elements.isEmpty()) {
            out.int32(elements.size());
            out.int32(1); // the index of the first element
            elements.forEach(each -> out.field(element, each));
        }
    }
}
