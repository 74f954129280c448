CREATE TABLE parts (id bigint PRIMARY KEY, name text, version bytea NOT NULL);

CREATE TABLE part_tags (part bigint NOT NULL, place integer NOT NULL, tag text, PRIMARY KEY (part, place));

CREATE TABLE shelves (id bigint PRIMARY KEY, name text);
