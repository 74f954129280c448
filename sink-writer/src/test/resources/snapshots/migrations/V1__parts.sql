CREATE TABLE parts (id bigint PRIMARY KEY, name text);

CREATE TABLE part_tags (part bigint NOT NULL, place integer NOT NULL, tag text, PRIMARY KEY (part, place));
