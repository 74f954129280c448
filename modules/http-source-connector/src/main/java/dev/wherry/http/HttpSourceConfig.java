package dev.wherry.http;

import dev.wherry.connect.batch.BatchOptions;
import dev.wherry.connect.config.FeedNameValidator;
import dev.wherry.connect.config.FeedOptions.Named;
import dev.wherry.connect.config.TextValidators;
import dev.wherry.connect.schedule.ScheduleOptions;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The definition of the connector's options. */
final class HttpSourceConfig {
    static final String FEEDS = "feeds";
    static final String URL = "url";
    static final String METHOD = "method";
    static final String HEADER = "headers.";
    static final String QUERY = "query.";
    static final String BODY = "body";
    static final String BODY_VALUE = "body.";
    static final String ITEMS = "items";
    static final String EACH_NAME = "each.name";
    static final String EACH_VALUES = "each.values";
    static final String NEXT_URL = "next.url";
    static final String NEXT_HEADER = "next.headers.";
    static final String NEXT_QUERY = "next.query.";
    static final String NEXT_BODY = "next.body";
    static final String NEXT_CURSOR = "next.cursor";
    static final String NEXT_LINK = "next.link";
    static final String NEXT_FIRST = "next.first";
    static final String NEXT_UNTIL = "next.until";

    /** The number of the task, from 0, and of all tasks. The connector sets both for each task. */
    static final String TASK = "wherry.task";

    static final String TASKS = "wherry.tasks";

    /** Options that differ in their names. */
    static final List<Named> NAMED = List.of(
            new Named(HEADER, "A header of each request. May have placeholders."),
            new Named(QUERY, "A parameter of the query, without encoding. May have placeholders."),
            new Named(BODY_VALUE, "A string in the body, by its JSON Pointer, such as body./auth/key: for references."),
            new Named(NEXT_HEADER, "A header of requests for following pages."),
            new Named(NEXT_QUERY, "A parameter of requests for following pages."));

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    FEEDS,
                    Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    FeedNameValidator.VALIDATOR,
                    Importance.HIGH,
                    "The feeds. The events of each are published to the topic raw.<feed>. Every option below but the"
                            + " batch.* ones and event.max.bytes can be set for one feed, as feed.<feed>.<option>.")
            .define(
                    URL,
                    Type.STRING,
                    "",
                    Importance.HIGH,
                    "The address of the first page. May have placeholders: {day}, {day:yyyyMMdd}, {page}, {offset} and"
                            + " the name in each.name.")
            .define(
                    METHOD,
                    Type.STRING,
                    "GET",
                    ConfigDef.ValidString.in("GET", "POST", "PUT"),
                    Importance.MEDIUM,
                    "The method of all requests.")
            .define(
                    BODY,
                    Type.PASSWORD,
                    "",
                    Importance.MEDIUM,
                    "The body: a JSON object with placeholders in its strings, or a text with placeholders. A string"
                            + " that is nothing but a placeholder becomes a number if the value is one.")
            .define(
                    ITEMS,
                    Type.STRING,
                    "",
                    TextValidators.of("a JSON Pointer", HttpSourceConfig::checkPointer),
                    Importance.HIGH,
                    "The JSON Pointer of the array whose elements are the events. If empty: the answer is the array.")
            .define(
                    EACH_NAME,
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "The name of a placeholder with a list of values. The pages of each are read by themselves.")
            .define(EACH_VALUES, Type.LIST, "", Importance.MEDIUM, "These values.")
            .define(
                    NEXT_CURSOR,
                    Type.STRING,
                    "",
                    TextValidators.of("a JSON Pointer", HttpSourceConfig::checkPointer),
                    Importance.MEDIUM,
                    "The JSON Pointer of the value of {cursor} in the answer before. A page without it is the last one.")
            .define(
                    NEXT_LINK,
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "The relation in the header Link that leads to the next page, usually next. A page without it is"
                            + " the last one.")
            .define(
                    NEXT_URL,
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "The address of following pages, such as {cursor}. If empty: as of the first one.")
            .define(
                    NEXT_BODY,
                    Type.PASSWORD,
                    "",
                    Importance.MEDIUM,
                    "The body of requests for following pages, or members that are added to a JSON object or replaced"
                            + " in it. {last:/id} is the value at a JSON Pointer in the last item of the page before.")
            .define(NEXT_FIRST, Type.INT, 1, Importance.LOW, "The value of {page} for the first page.")
            .define(
                    NEXT_UNTIL,
                    Type.STRING,
                    "",
                    TextValidators.of("empty, or a number of items", HttpSourceConfig::checkUntil),
                    Importance.MEDIUM,
                    "Which page is the last one: empty, or a number of items: one with fewer. If not set: an empty one,"
                            + " unless there is a cursor or link.");

    static {
        ConnectionOptions.define(DEFINITION);
        ScheduleOptions.define(DEFINITION);
        BatchOptions.define(DEFINITION);
    }

    private HttpSourceConfig() {}

    private static void checkPointer(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("does not start with /");
        }
    }

    private static void checkUntil(String text) {
        if (!text.equals("empty") && !text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("is neither empty nor a number");
        }
    }
}
