/** Validates raw events and reads their rows. Other modules use the interfaces of the parent package. */
package dev.wherry.contracts.event;
