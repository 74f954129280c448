/**
 * The users and cards services, which write event files as the services of the challenge do. Programs use
 * {@link dev.wherry.generator.EventService}, shells {@link dev.wherry.generator.EventGenerator}. A service can record what it
 * writes and derive the rows that the warehouse must hold: {@link dev.wherry.generator.TruthTable}.
 */
package dev.wherry.generator;
