/** Checks of given services, before a pipeline or a command works on them. */
package dev.wherry.operations.services;
