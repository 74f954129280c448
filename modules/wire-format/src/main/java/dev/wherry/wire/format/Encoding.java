package dev.wherry.wire.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The character encodings that a feed file can declare. */
public enum Encoding {
    UTF_8("utf-8", StandardCharsets.UTF_8, 1),
    /** The byte order mark at the start of the file says which of the next two it is; without one, UTF-16LE. */
    UTF_16("utf-16", StandardCharsets.UTF_16, 2),
    UTF_16LE("utf-16le", StandardCharsets.UTF_16LE, 2),
    UTF_16BE("utf-16be", StandardCharsets.UTF_16BE, 2),
    LATIN_1("latin-1", StandardCharsets.ISO_8859_1, 1),
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"), 1);

    private final String label;
    private final Charset charset;
    private final int unitBytes;

    Encoding(String label, Charset charset, int unitBytes) {
        this.label = label;
        this.charset = charset;
        this.unitBytes = unitBytes;
    }

    /** As feed files name it. */
    public String label() {
        return label;
    }

    public Charset charset() {
        return charset;
    }

    /** The number of bytes of an ASCII character: 1 or 2. */
    public int unitBytes() {
        return unitBytes;
    }

    public static Optional<Encoding> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.label.equals(label))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Encoding::label).toList();
    }
}
