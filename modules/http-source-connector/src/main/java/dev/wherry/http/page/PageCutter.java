package dev.wherry.http.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.connect.progress.StableHash;
import dev.wherry.http.client.Answer;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.FetchException.Kind;
import dev.wherry.http.request.PageSequence;
import dev.wherry.http.request.PageState;
import dev.wherry.split.Content;
import dev.wherry.split.EventSplitter;
import dev.wherry.split.Limits;
import dev.wherry.split.SplitEvent;
import dev.wherry.split.SplitPosition;
import dev.wherry.wire.format.CsvOptions;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Cuts answers into items. Not thread-safe. */
public final class PageCutter {
    private static final int NO_CONTENT = 204;
    private static final Limits ALL = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, false, () -> false);

    private final String pointer;
    private final EventSplitter splitter;
    private final PageSequence sequence;

    /** @param pointer of the array whose elements are the items; empty for the answer itself */
    public PageCutter(String pointer, int maxEventBytes, PageSequence sequence) {
        this.pointer = pointer;
        FileRule rule = new FileRule(List.of("*"), Format.ARRAY, Encoding.UTF_8, pointer, CsvOptions.DEFAULT);
        this.splitter = new EventSplitter(rule, maxEventBytes);
        this.sequence = sequence;
    }

    /** @throws FetchException if the answer is no JSON document with such an array */
    public Page cut(PageState state, Answer answer) throws FetchException {
        List<SplitEvent> items = answer.status() == NO_CONTENT ? List.of() : items(answer);
        long[] fingerprints = new long[items.size()];
        for (int i = 0; i < fingerprints.length; i++) {
            fingerprints[i] = fingerprint(items.get(i), answer.body());
        }
        byte[] last = items.isEmpty() ? null : whole(items.get(items.size() - 1), answer.body());
        return new Page(
                state, items, fingerprints, answer.body().length, sequence.after(state, answer, items.size(), last));
    }

    private List<SplitEvent> items(Answer answer) throws FetchException {
        byte[] body = answer.body();
        requireStart(answer);
        if (JsonEnd.isWithin(body)) {
            // without a length, this is how a connection that broke looks
            throw new FetchException(Kind.TRUNCATED, "its JSON ends after " + body.length + " bytes", null);
        }
        List<SplitEvent> items = split(body);
        SplitEvent end = items.isEmpty() ? null : items.get(items.size() - 1);
        if (end == null || end.fault() == null) {
            return items;
        }
        if (pointer.isEmpty() || !isNull(body)) {
            throw new FetchException(Kind.BAD_ANSWER, end.fault().message(), null);
        }
        if (isPresent(body, "/error") || isPresent(body, "/errors")) {
            throw new FetchException(
                    Kind.BAD_ANSWER,
                    "there is null at " + pointer + ", and an error"
                            + answer.excerpt().get(),
                    null);
        }
        return List.of(); // some servers write an empty array so
    }

    private List<SplitEvent> split(byte[] body) {
        try {
            return splitter.read(new Body(body), splitter.start(SplitPosition.START), ALL)
                    .events();
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot be read", e);
        }
    }

    private void requireStart(Answer answer) throws FetchException {
        byte[] body = answer.body();
        int start = startsWithMark(body) ? 3 : 0;
        while (start < body.length
                && (body[start] == ' ' || body[start] == '\n' || body[start] == '\r' || body[start] == '\t')) {
            start++;
        }
        if (start == body.length) {
            boolean whole = !answer.header("Content-Length").isEmpty();
            throw new FetchException(whole ? Kind.BAD_ANSWER : Kind.TRUNCATED, "it is empty", null);
        }
        char expected = pointer.isEmpty() ? '[' : '{';
        if (body[start] != expected) {
            throw new FetchException(
                    Kind.BAD_ANSWER, pointer.isEmpty() ? "it is no JSON array" : "it is no JSON object", null);
        }
    }

    private static boolean startsWithMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf;
    }

    private boolean isNull(byte[] body) {
        try {
            JsonNode value = PageSequence.find(body, JsonPointer.compile(pointer));
            return value != null && value.isNull();
        } catch (FetchException noJson) {
            return false; // the fault says where
        }
    }

    private static boolean isPresent(byte[] body, String member) throws FetchException {
        JsonNode value = PageSequence.find(body, JsonPointer.compile(member));
        return value != null && !value.isNull();
    }

    private static long fingerprint(SplitEvent item, byte[] body) {
        byte[] bytes = whole(item, body);
        return StableHash.finish(StableHash.add(StableHash.EMPTY, bytes, bytes.length));
    }

    private static byte[] whole(SplitEvent item, byte[] body) {
        if (!item.isTruncated()) {
            return item.value();
        }
        int offset = (int) item.offset();
        return Arrays.copyOfRange(body, offset, offset + (int) item.fullSize());
    }

    /** Nothing follows the bytes. */
    private record Body(byte[] bytes) implements Content {
        @Override
        public int read(long position, ByteBuffer target) {
            int from = (int) Math.min(position, bytes.length);
            int length = Math.min(target.remaining(), bytes.length - from);
            target.put(bytes, from, length);
            return length;
        }

        @Override
        public boolean hasEnded() {
            return true;
        }

        @Override
        public boolean isStable() {
            return true;
        }
    }
}
