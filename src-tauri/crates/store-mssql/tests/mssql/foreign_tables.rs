//! Tables and rows as other programs make them.

/// The user's own columns, with the types that such a table usually has, and rows that are not in order of time.
pub const USUAL: &str = "
    CREATE TABLE dbo.events (
        event_id uniqueidentifier NOT NULL PRIMARY KEY, aggregate_id uniqueidentifier NOT NULL,
        aggregate_type varchar(100) NOT NULL, aggregate_version int NOT NULL, event_type varchar(100) NOT NULL,
        event_version int NOT NULL DEFAULT 1, event_timestamp datetime2(7) NOT NULL, actor nvarchar(200) NOT NULL,
        actor_type varchar(20) NOT NULL, source varchar(20) NOT NULL, causation_id uniqueidentifier NULL,
        correlation_id uniqueidentifier NULL, data nvarchar(max) NOT NULL, metadata nvarchar(max) NULL,
        UNIQUE (aggregate_id, aggregate_version));
    CREATE TABLE dbo.commands (
        command_id uniqueidentifier NOT NULL PRIMARY KEY, command_type varchar(100) NOT NULL,
        aggregate_id uniqueidentifier NOT NULL, aggregate_type varchar(100) NOT NULL, processed_at datetime2(7) NULL,
        actor nvarchar(200) NOT NULL, source varchar(20) NOT NULL, data nvarchar(max) NULL);
    INSERT INTO dbo.events VALUES
        ('018f2f6e-7c1b-7a52-9b1e-0000000000e3', '018f2f6e-7c1b-7a52-9b1e-000000000001', 'Order', 2, 'Renamed', 1,
         '2026-01-06T10:00:02', N'ada', 'User', 'UI', NULL, NULL, N'{\"n\": 1.10}', NULL),
        ('018f2f6e-7c1b-7a52-9b1e-0000000000e1', '018f2f6e-7c1b-7a52-9b1e-000000000001', 'Order', 1, 'Created', 1,
         '2026-01-06T10:00:00', N'ada', 'User', 'UI', NULL, '018f2f6e-7c1b-7a52-9b1e-0000000000c1', N'{}', NULL),
        ('018f2f6e-7c1b-7a52-9b1e-0000000000e2', '018f2f6e-7c1b-7a52-9b1e-000000000002', 'Server', 1, 'created', 1,
         '2026-01-06T10:00:01', N'bob', 'SERVICE', 'fax', NULL, NULL, N'not json', N'{\"x\": 1}');
    INSERT INTO dbo.commands VALUES
        ('018f2f6e-7c1b-7a52-9b1e-0000000000d1', 'Create', '018f2f6e-7c1b-7a52-9b1e-000000000001', 'Order', NULL, N'ada', 'UI', NULL),
        ('018f2f6e-7c1b-7a52-9b1e-0000000000d2', 'Create', '018f2f6e-7c1b-7a52-9b1e-000000000002', 'Server',
         '2026-01-06T10:00:01', N'bob', 'API', N'{}');";

/// Everything as text, moments with digits and offsets of their own.
pub const AS_TEXT: &str = "
    CREATE TABLE dbo.events (
        event_id nvarchar(50) NOT NULL, aggregate_id nvarchar(50) NOT NULL, aggregate_type nvarchar(100) NOT NULL,
        aggregate_version nvarchar(20) NOT NULL, event_type nvarchar(100) NOT NULL, event_timestamp nvarchar(50) NULL,
        data nvarchar(max) NOT NULL);
    INSERT INTO dbo.events VALUES
        (N'e-1', N'Order-17', N'Order', N'1', N'Created', N'2026-01-06T10:00:00.0000009Z', N'{}'),
        (N'e-2', N'Order-17', N'Order', N'2', N'Renamed', N'2026-01-06T12:00:01+02:00', N'{}'),
        (N'e-3', N'order-17', N'Order', N'1', N'Created', N'soon', N'{}');";
