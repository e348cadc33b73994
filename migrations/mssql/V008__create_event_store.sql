-- The event store: events, commands, snapshots, and one row that names the store. The tables of the SQLite store, under
-- the same names, for SQL Server 2017 and later, Azure SQL, and servers that speak the same language.
--
-- Every rule below holds for every client that writes to these tables, not only for Hindsight. What no trigger can refuse
-- is TRUNCATE TABLE, and bulk loading that was told to pass triggers over: both ask for ALTER on the table, which nobody
-- who only writes needs to have.
--
-- Ids are uniqueidentifier. That type has an order of its own, so nothing is ever ordered by an id alone.
-- Instants are datetime2(7) in UTC, as SYSUTCDATETIME() gives them, and not datetimeoffset: all of them have the same
-- offset, ten bytes would be kept where eight do, and an index over them would sort the same. The store writes microseconds.
-- Words and names are compared by their code points (BIN2), so that User and user are two, whatever the database's own
-- collation. JSON is text that is kept as it was given; nothing here takes it apart.
--
-- The file can be run twice: a table that is there is left alone, and so are its indexes, which are made with it. A trigger
-- has to stand first in a batch of its own, hence EXEC.

-- One row, made with the store and never changed.
IF OBJECT_ID(N'dbo.store_info', N'U') IS NULL
    CREATE TABLE dbo.store_info (
        id             int              NOT NULL CONSTRAINT store_info_id_key PRIMARY KEY
                                                 CONSTRAINT store_info_is_one CHECK (id = 1), -- there is only one row
        store_id       uniqueidentifier NOT NULL, -- the store's name for life (uuid)
        created_at     datetime2(7)     NOT NULL, -- when it was made
        schema_version int              NOT NULL CONSTRAINT store_info_version_known CHECK (schema_version >= 8) -- the newest migration that it has seen
    );

-- Immutable facts. Rows are added at the end and never changed.
IF OBJECT_ID(N'dbo.events', N'U') IS NULL
BEGIN
    CREATE TABLE dbo.events (
        event_id          uniqueidentifier NOT NULL CONSTRAINT events_event_id_key PRIMARY KEY NONCLUSTERED, -- the event's name (uuid, version 7 where the store makes it)
        aggregate_id      uniqueidentifier NOT NULL, -- whose history the event belongs to (uuid)
        aggregate_type    nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL, -- what kind of thing that is, such as Application
        aggregate_version bigint           NOT NULL CONSTRAINT events_aggregate_version_counts CHECK (aggregate_version >= 1), -- number within the aggregate: 1, 2, 3 … without a gap
        event_type        nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL, -- what kind of fact, such as DataClassificationChanged
        event_version     bigint           NOT NULL CONSTRAINT events_event_version_default DEFAULT 1
                                                    CONSTRAINT events_event_version_counts CHECK (event_version >= 1), -- form of that fact's payload
        event_timestamp   datetime2(7)     NOT NULL CONSTRAINT events_event_timestamp_default DEFAULT SYSUTCDATETIME(), -- when it was recorded; never runs backwards
        actor             nvarchar(4000) COLLATE Latin1_General_BIN2 NOT NULL, -- who acted
        -- A blank at the end counts for nothing where texts are compared, so it is refused by itself.
        actor_type        nvarchar(16)  COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT events_actor_type_known
                          CHECK (actor_type IN (N'user', N'service', N'system') AND RIGHT(actor_type, 1) <> N' '), -- as what they acted
        source            nvarchar(16)  COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT events_source_known
                          CHECK (source IN (N'ui', N'api', N'import', N'webhook', N'system') AND RIGHT(source, 1) <> N' '), -- through which door
        causation_id      uniqueidentifier NULL, -- the command or event that caused it (uuid)
        correlation_id    uniqueidentifier NULL, -- the business operation it belongs to (uuid)
        -- ISJSON knows objects and arrays alone. Any other value is held against both of them: what is one value in an
        -- array and one value in an object is one value.
        data              nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT events_data_is_json
                          CHECK (ISJSON(data) = 1 OR (ISJSON(N'[' + data + N']') = 1 AND ISJSON(N'{"v":' + data + N'}') = 1)), -- the fact itself (json, byte for byte)
        metadata          nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT events_metadata_default DEFAULT N'{}'
                          CONSTRAINT events_metadata_is_json
                          CHECK (ISJSON(metadata) = 1 OR (ISJSON(N'[' + metadata + N']') = 1 AND ISJSON(N'{"v":' + metadata + N'}') = 1)), -- what was said about it (json)
        global_position   bigint           NOT NULL CONSTRAINT events_global_position_counts CHECK (global_position >= 1), -- number in the whole store: 1, 2, 3 … without a gap, in commit order
        -- The rows lie in this order, and every other index ends in it.
        CONSTRAINT events_position_key UNIQUE CLUSTERED (global_position),
        -- Also serves as the index for one aggregate's history.
        CONSTRAINT events_version_key UNIQUE NONCLUSTERED (aggregate_id, aggregate_version)
    );

    -- Each index ends in the position, so that a page in order of position is read off it without sorting.
    CREATE INDEX events_by_timestamp      ON dbo.events (event_timestamp DESC, global_position DESC);
    CREATE INDEX events_by_type           ON dbo.events (event_type, global_position);
    CREATE INDEX events_by_aggregate_type ON dbo.events (aggregate_type, global_position);
    CREATE INDEX events_by_correlation    ON dbo.events (correlation_id, global_position) WHERE correlation_id IS NOT NULL;
    CREATE INDEX events_by_causation      ON dbo.events (causation_id, global_position) WHERE causation_id IS NOT NULL;
    -- The first event of every aggregate: a directory of aggregates in the order in which they began.
    CREATE INDEX events_beginnings        ON dbo.events (global_position, aggregate_type, aggregate_id) WHERE aggregate_version = 1;
END;

-- Requests that were processed, each once.
IF OBJECT_ID(N'dbo.commands', N'U') IS NULL
BEGIN
    CREATE TABLE dbo.commands (
        command_id     uniqueidentifier NOT NULL CONSTRAINT commands_command_id_key PRIMARY KEY NONCLUSTERED, -- the request's name (uuid); also serves as its index
        command_type   nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL, -- what it asked for, such as SetDataClassification
        aggregate_id   uniqueidentifier NOT NULL, -- the aggregate it was about (uuid)
        aggregate_type nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL, -- what kind of thing that is
        processed_at   datetime2(7)     NOT NULL CONSTRAINT commands_processed_at_default DEFAULT SYSUTCDATETIME(), -- when it was processed
        actor          nvarchar(4000) COLLATE Latin1_General_BIN2 NOT NULL, -- who asked
        source         nvarchar(16)  COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT commands_source_known
                       CHECK (source IN (N'ui', N'api', N'import', N'webhook', N'system') AND RIGHT(source, 1) <> N' '), -- through which door
        data           nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT commands_data_is_json
                       CHECK (ISJSON(data) = 1 OR (ISJSON(N'[' + data + N']') = 1 AND ISJSON(N'{"v":' + data + N'}') = 1)), -- the request's own words (json, byte for byte)
        request_hash   nvarchar(64)  COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT commands_request_hash_is_whole
                       CHECK (LEN(request_hash) = 64), -- SHA-256 of the request: tells a retry from a reuse
        first_position bigint           NULL CONSTRAINT commands_first_position_counts CHECK (first_position >= 1), -- where its first event stands; NULL when it made none
        event_count    bigint           NOT NULL CONSTRAINT commands_event_count_default DEFAULT 0
                                                 CONSTRAINT commands_event_count_counts CHECK (event_count >= 0) -- how many it made, one after the other
    );

    -- The rows lie in the order in which they were processed.
    CREATE UNIQUE CLUSTERED INDEX commands_by_time ON dbo.commands (processed_at, command_id);
    CREATE INDEX commands_by_aggregate ON dbo.commands (aggregate_id);
    -- From an event back to the command that recorded it.
    CREATE INDEX commands_by_position  ON dbo.commands (first_position) WHERE first_position IS NOT NULL;
END;

-- Stored states. They speed reading up and may be replaced or deleted at any time.
IF OBJECT_ID(N'dbo.snapshots', N'U') IS NULL
    CREATE TABLE dbo.snapshots (
        snapshot_id        uniqueidentifier NOT NULL CONSTRAINT snapshots_snapshot_id_key PRIMARY KEY NONCLUSTERED, -- the snapshot's name (uuid)
        aggregate_id       uniqueidentifier NOT NULL, -- whose state it is (uuid)
        aggregate_type     nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL, -- what kind of thing that is
        aggregate_version  bigint           NOT NULL CONSTRAINT snapshots_aggregate_version_counts CHECK (aggregate_version >= 1), -- the version it is the state at
        snapshot_version   bigint           NOT NULL CONSTRAINT snapshots_snapshot_version_default DEFAULT 1
                                                     CONSTRAINT snapshots_snapshot_version_counts CHECK (snapshot_version >= 1), -- the version of the projection that made it
        snapshot_timestamp datetime2(7)     NOT NULL CONSTRAINT snapshots_snapshot_timestamp_default DEFAULT SYSUTCDATETIME(), -- when it was stored
        state              nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT snapshots_state_is_json
                           CHECK (ISJSON(state) = 1 OR (ISJSON(N'[' + state + N']') = 1 AND ISJSON(N'{"v":' + state + N'}') = 1)), -- the state (json)
        -- Also serves "the latest at or before a version": the index is read backwards.
        CONSTRAINT snapshots_version_key UNIQUE CLUSTERED (aggregate_id, aggregate_version)
    );

-- Nothing is changed, nothing is taken away. A THROW in a trigger ends the transaction that it stands in.
IF OBJECT_ID(N'dbo.events_refuse_update', N'TR') IS NULL EXEC(N'
CREATE TRIGGER dbo.events_refuse_update ON dbo.events INSTEAD OF UPDATE AS
BEGIN
    THROW 50001, N''events are immutable: UPDATE is refused'', 1;
END');

IF OBJECT_ID(N'dbo.events_refuse_delete', N'TR') IS NULL EXEC(N'
CREATE TRIGGER dbo.events_refuse_delete ON dbo.events INSTEAD OF DELETE AS
BEGIN
    THROW 50001, N''events are immutable: DELETE is refused'', 1;
END');

IF OBJECT_ID(N'dbo.commands_refuse_update', N'TR') IS NULL EXEC(N'
CREATE TRIGGER dbo.commands_refuse_update ON dbo.commands INSTEAD OF UPDATE AS
BEGIN
    THROW 50001, N''commands are immutable: UPDATE is refused'', 1;
END');

IF OBJECT_ID(N'dbo.commands_refuse_delete', N'TR') IS NULL EXEC(N'
CREATE TRIGGER dbo.commands_refuse_delete ON dbo.commands INSTEAD OF DELETE AS
BEGIN
    THROW 50001, N''commands are immutable: DELETE is refused'', 1;
END');

IF OBJECT_ID(N'dbo.store_info_refuse_delete', N'TR') IS NULL EXEC(N'
CREATE TRIGGER dbo.store_info_refuse_delete ON dbo.store_info INSTEAD OF DELETE AS
BEGIN
    THROW 50001, N''a store keeps its name: DELETE is refused'', 1;
END');

-- The version of the tables may rise, and nothing else may change.
IF OBJECT_ID(N'dbo.store_info_refuse_update', N'TR') IS NULL EXEC(N'
CREATE TRIGGER dbo.store_info_refuse_update ON dbo.store_info AFTER UPDATE AS
BEGIN
    IF EXISTS (
        SELECT 1 FROM deleted AS earlier LEFT JOIN inserted AS later
            ON later.id = earlier.id AND later.store_id = earlier.store_id
            AND later.created_at = earlier.created_at AND later.schema_version >= earlier.schema_version
        WHERE later.id IS NULL)
        THROW 50001, N''a store keeps its name: UPDATE is refused'', 1;
END');

-- What the row before says is read from the table under a lock, whatever the session that writes would be content with:
-- an event that its writer may still take back is nothing to follow. A version, a position or an event id that is there
-- already is refused by its key before this is asked. Each row is looked up by its key, however many are written at
-- once and whatever the statistics say of a table that has just grown: never by reading all of it.
IF OBJECT_ID(N'dbo.events_append_only', N'TR') IS NULL EXEC(N'
CREATE TRIGGER dbo.events_append_only ON dbo.events AFTER INSERT AS
BEGIN
    IF EXISTS (
        SELECT 1 FROM inserted AS added WHERE added.global_position > 1 AND NOT EXISTS (
            SELECT 1 FROM dbo.events AS earlier WITH (READCOMMITTEDLOCK, FORCESEEK)
            WHERE earlier.global_position = added.global_position - 1))
        THROW 50001, N''global_position must be the next one: positions have no gaps'', 1;
    IF EXISTS (
        SELECT 1 FROM inserted AS added INNER JOIN dbo.events AS earlier WITH (READCOMMITTEDLOCK, FORCESEEK)
            ON earlier.global_position = added.global_position - 1
        WHERE earlier.event_timestamp > added.event_timestamp)
        THROW 50001, N''event_timestamp must not run backwards'', 1;
    IF EXISTS (
        SELECT 1 FROM inserted AS added WHERE added.aggregate_version > 1 AND NOT EXISTS (
            SELECT 1 FROM dbo.events AS earlier WITH (READCOMMITTEDLOCK, FORCESEEK)
            WHERE earlier.aggregate_id = added.aggregate_id AND earlier.aggregate_version = added.aggregate_version - 1
                AND earlier.global_position < added.global_position))
        THROW 50001, N''aggregate_version must be the next one: versions have no gaps'', 1;
END');
