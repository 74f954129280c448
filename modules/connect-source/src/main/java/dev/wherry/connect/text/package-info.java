/** Text for logs. */
package dev.wherry.connect.text;
