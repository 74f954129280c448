/**
 * The users and cards services, which write event files the way the challenge's own services do. For a program:
 * {@link dev.wherry.generator.EventService}; for a shell: {@link dev.wherry.generator.EventGenerator}. Asked to, a service
 * remembers what it has written and knows what the warehouse must hold in the end: {@link dev.wherry.generator.TruthTable}.
 */
package dev.wherry.generator;
