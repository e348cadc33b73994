-- The event store: events, commands, snapshots, and one row that names the store.
--
-- Every rule below holds for every client that writes to this file, not only for Hindsight. Ids are UUIDs as
-- lower-case hyphenated text; instants are UTC text of fixed width (2026-01-06T10:00:00.000000Z), so that text
-- order is time order and any SQL tool can read them. JSON is kept byte for byte, as text.

-- "HSGT": tells this file from other SQLite databases before a table is looked at.
PRAGMA application_id = 0x48534754;

-- One row, made with the store and never changed.
CREATE TABLE store_info (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), -- there is only one row
    store_id       TEXT    NOT NULL CHECK (length(store_id) = 36), -- the store's name for life (uuid)
    created_at     TEXT    NOT NULL CHECK (length(created_at) = 27), -- when it was made
    schema_version INTEGER NOT NULL CHECK (schema_version >= 8) -- the newest migration that it has seen
) STRICT;

-- Immutable facts. Rows are added at the end and never changed.
CREATE TABLE events (
    event_id          TEXT    NOT NULL PRIMARY KEY, -- the event's name (uuid, version 7 where the store makes it)
    aggregate_id      TEXT    NOT NULL, -- whose history the event belongs to (uuid)
    aggregate_type    TEXT    NOT NULL, -- what kind of thing that is, such as Application
    aggregate_version INTEGER NOT NULL, -- number within the aggregate: 1, 2, 3 … without a gap
    event_type        TEXT    NOT NULL, -- what kind of fact, such as DataClassificationChanged
    event_version     INTEGER NOT NULL DEFAULT 1 CHECK (event_version >= 1), -- form of that fact's payload
    event_timestamp   TEXT    NOT NULL, -- when it was recorded; never runs backwards
    actor             TEXT    NOT NULL, -- who acted
    actor_type        TEXT    NOT NULL CHECK (actor_type IN ('user', 'service', 'system')), -- as what they acted
    source            TEXT    NOT NULL CHECK (source IN ('ui', 'api', 'import', 'webhook', 'system')), -- through which door
    causation_id      TEXT, -- the command or event that caused it (uuid)
    correlation_id    TEXT, -- the business operation it belongs to (uuid)
    data              TEXT    NOT NULL CHECK (json_valid(data)), -- the fact itself (json, byte for byte)
    metadata          TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)), -- what was said about it (json)
    global_position   INTEGER NOT NULL UNIQUE, -- number in the whole store: 1, 2, 3 … without a gap, in commit order
    UNIQUE (aggregate_id, aggregate_version), -- also serves as the index for one aggregate's history
    -- A moment that there is, in the one spelling: what SQLite reads of it, written again, is the same text.
    CHECK (event_timestamp IS strftime('%Y-%m-%dT%H:%M:%S', substr(event_timestamp, 1, 19)) || substr(event_timestamp, 20)
        AND substr(event_timestamp, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    -- The file's own number of a row, which a client can name as well, is the position and no other.
    CHECK (rowid = global_position)
) STRICT;

-- Each index ends in the position, so that a page in order of position is read off it without sorting.
CREATE INDEX events_by_timestamp      ON events (event_timestamp DESC, global_position DESC);
CREATE INDEX events_by_type           ON events (event_type, global_position);
CREATE INDEX events_by_aggregate_type ON events (aggregate_type, global_position);
CREATE INDEX events_by_correlation    ON events (correlation_id, global_position) WHERE correlation_id IS NOT NULL;
CREATE INDEX events_by_causation      ON events (causation_id, global_position) WHERE causation_id IS NOT NULL;
-- The first event of every aggregate: a directory of aggregates in the order in which they began.
CREATE INDEX events_beginnings        ON events (global_position, aggregate_type, aggregate_id) WHERE aggregate_version = 1;

-- Requests that were processed, each once.
CREATE TABLE commands (
    command_id     TEXT    NOT NULL PRIMARY KEY, -- the request's name (uuid); also serves as its index
    command_type   TEXT    NOT NULL, -- what it asked for, such as SetDataClassification
    aggregate_id   TEXT    NOT NULL, -- the aggregate it was about (uuid)
    aggregate_type TEXT    NOT NULL, -- what kind of thing that is
    processed_at   TEXT    NOT NULL CHECK (length(processed_at) = 27), -- when it was processed
    actor          TEXT    NOT NULL, -- who asked
    source         TEXT    NOT NULL CHECK (source IN ('ui', 'api', 'import', 'webhook', 'system')), -- through which door
    data           TEXT    NOT NULL CHECK (json_valid(data)), -- the request's own words (json, byte for byte)
    request_hash   TEXT    NOT NULL CHECK (length(request_hash) = 64), -- SHA-256 of the request: tells a retry from a reuse
    first_position INTEGER CHECK (first_position >= 1), -- where its first event stands; NULL when it made none
    event_count    INTEGER NOT NULL DEFAULT 0 CHECK (event_count >= 0), -- how many it made, one after the other
    CHECK (rowid > 0) -- leaves the number that the trigger below sees where a client names none
) STRICT;

CREATE INDEX commands_by_aggregate ON commands (aggregate_id);
-- From an event back to the command that recorded it.
CREATE INDEX commands_by_position  ON commands (first_position) WHERE first_position IS NOT NULL;

-- Stored states. They speed reading up and may be replaced or deleted at any time.
CREATE TABLE snapshots (
    snapshot_id        TEXT    NOT NULL PRIMARY KEY, -- the snapshot's name (uuid)
    aggregate_id       TEXT    NOT NULL, -- whose state it is (uuid)
    aggregate_type     TEXT    NOT NULL, -- what kind of thing that is
    aggregate_version  INTEGER NOT NULL CHECK (aggregate_version >= 1), -- the version it is the state at
    snapshot_version   INTEGER NOT NULL DEFAULT 1 CHECK (snapshot_version >= 1), -- the version of the projection that made it
    snapshot_timestamp TEXT    NOT NULL CHECK (length(snapshot_timestamp) = 27), -- when it was stored
    state              TEXT    NOT NULL CHECK (json_valid(state)), -- the state (json)
    -- Also serves "the latest at or before a version": the index is read backwards.
    UNIQUE (aggregate_id, aggregate_version)
) STRICT;

-- Nothing is changed, nothing is taken away.
CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are immutable: UPDATE is refused'); END;

CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are immutable: DELETE is refused'); END;

CREATE TRIGGER commands_refuse_update BEFORE UPDATE ON commands
BEGIN SELECT RAISE(ABORT, 'commands are immutable: UPDATE is refused'); END;

CREATE TRIGGER commands_refuse_delete BEFORE DELETE ON commands
BEGIN SELECT RAISE(ABORT, 'commands are immutable: DELETE is refused'); END;

CREATE TRIGGER store_info_refuse_update BEFORE UPDATE ON store_info
WHEN NEW.id IS NOT OLD.id OR NEW.store_id IS NOT OLD.store_id OR NEW.created_at IS NOT OLD.created_at
    OR NEW.schema_version < OLD.schema_version
BEGIN SELECT RAISE(ABORT, 'a store keeps its name: UPDATE is refused'); END;

CREATE TRIGGER store_info_refuse_delete BEFORE DELETE ON store_info
BEGIN SELECT RAISE(ABORT, 'a store keeps its name: DELETE is refused'); END;

CREATE TRIGGER store_info_refuse_second BEFORE INSERT ON store_info
WHEN EXISTS (SELECT 1 FROM store_info)
BEGIN SELECT RAISE(ABORT, 'a store has one name: INSERT is refused'); END;

-- INSERT OR REPLACE deletes the row in its way without asking the triggers above, so a row in the way is refused
-- before. A version, a position or a rowid that must be the next one cannot be in the way of another; the event's name
-- can. With max(rowid), SQLite steps down to the last row and reads its timestamp there; no other row is looked at.
CREATE TRIGGER events_append_only BEFORE INSERT ON events
BEGIN
    SELECT CASE
        WHEN NEW.global_position IS NOT coalesce(max(rowid), 0) + 1
            THEN RAISE(ABORT, 'global_position must be the next one: positions have no gaps')
        WHEN NEW.event_timestamp < event_timestamp
            THEN RAISE(ABORT, 'event_timestamp must not run backwards')
        WHEN NEW.aggregate_version IS NOT
            (SELECT coalesce(max(aggregate_version), 0) + 1 FROM events WHERE aggregate_id = NEW.aggregate_id)
            THEN RAISE(ABORT, 'aggregate_version must be the next one: versions have no gaps')
        WHEN EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
            THEN RAISE(ABORT, 'event_id exists already: events are immutable')
    END
    FROM events;
END;

-- Where a client names no rowid, NEW.rowid is -1, which no row has.
CREATE TRIGGER commands_append_only BEFORE INSERT ON commands
WHEN EXISTS (SELECT 1 FROM commands WHERE command_id = NEW.command_id OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'command_id exists already: commands are immutable'); END;
