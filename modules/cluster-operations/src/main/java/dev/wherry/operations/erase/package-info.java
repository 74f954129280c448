/** Erases all events of one entity: from the raw topics and from files. A rebuild then erases what was derived from them. */
package dev.wherry.operations.erase;
