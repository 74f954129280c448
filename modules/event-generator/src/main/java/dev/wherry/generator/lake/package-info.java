/** A data lake of vehicle events. */
package dev.wherry.generator.lake;
