//! Sending commands, from the window and from the command line alike.

use hindsight_domain::{
    Actor, AggregateId, AggregateType, CausationId, CommandId, CommandType, CorrelationId,
    EventType, NewCommand, NewEvent, RawJson, Version,
};
use hindsight_store::{
    Append, AppendOutcome, AppendStatus, ExpectedVersion, StoreError, StreamAppend,
};
use uuid::Uuid;

use crate::error::{ServiceError, ServiceResult};
use crate::session::Session;
use crate::travel::take_snapshots;
use crate::wire::{AppendRequestDto, AppendResultDto, ExpectedVersionDto, NewEventDto};

/// Sends one command. Where an aggregate comes past its hundredth event, or whatever number the session says, its state
/// is stored afterwards.
///
/// # Errors
/// A request that cannot be understood, or the store's own. A conflict is an answer, not an error.
pub async fn append(
    session: &Session,
    request: &AppendRequestDto,
) -> ServiceResult<AppendResultDto> {
    let request = parse_request(request)?;
    let outcome = session.store().append(request.clone()).await;
    session.nudge_catalog();
    take_snapshots(session, outcome.iter().map(|outcome| (&request, outcome))).await;
    let command = &request.command;
    told(&command.command_id, &command.aggregate_id, outcome)
}

/// Sends several commands in one durable transaction. Each is answered on its own, in order; one that cannot be
/// understood or is refused does not keep the others from being recorded.
///
/// # Errors
/// What kept the whole transaction from being recorded.
pub async fn append_batch(
    session: &Session,
    requests: &[AppendRequestDto],
) -> ServiceResult<Vec<ServiceResult<AppendResultDto>>> {
    let parsed: Vec<_> = requests.iter().map(parse_request).collect();
    let sendable: Vec<Append> = parsed
        .iter()
        .filter_map(|request| request.as_ref().ok().cloned())
        .collect();
    let outcomes = session.store().append_batch(sendable.clone()).await?;
    session.nudge_catalog();
    let recorded = sendable
        .iter()
        .zip(&outcomes)
        .filter_map(|(request, outcome)| Some((request, outcome.as_ref().ok()?)));
    take_snapshots(session, recorded).await;
    let mut outcomes = outcomes.into_iter();
    Ok(parsed
        .into_iter()
        .map(|request| {
            let Append { command, .. } = request?;
            let outcome = outcomes.next().unwrap_or_else(|| {
                Err(StoreError::Engine(
                    "a request was given no outcome".to_owned(),
                ))
            });
            told(&command.command_id, &command.aggregate_id, outcome)
        })
        .collect())
}

fn told(
    command_id: &CommandId,
    aggregate_id: &AggregateId,
    outcome: Result<AppendOutcome, StoreError>,
) -> ServiceResult<AppendResultDto> {
    match outcome {
        Ok(outcome) => Ok(recorded(aggregate_id, &outcome)),
        Err(StoreError::VersionConflict {
            aggregate_id,
            expected,
            actual,
        }) => Ok(AppendResultDto::Conflict {
            command_id: command_id.to_string(),
            aggregate_id: aggregate_id.to_string(),
            expected: expected.to_string(),
            actual: actual.map(|version| version.0),
        }),
        Err(StoreError::CommandReused { command_id }) => Ok(AppendResultDto::CommandReused {
            command_id: command_id.to_string(),
        }),
        Err(error) => Err(error.into()),
    }
}

fn recorded(aggregate_id: &AggregateId, outcome: &AppendOutcome) -> AppendResultDto {
    let (first, last) = (outcome.events.first(), outcome.events.last());
    let command_id = outcome.command_id.to_string();
    let aggregate_id = aggregate_id.to_string();
    let first_version = first.map(|event| event.version.0);
    let last_version = last.map(|event| event.version.0);
    let first_position = first.map(|event| event.position.to_string());
    let last_position = last.map(|event| event.position.to_string());
    match outcome.status {
        AppendStatus::Appended => AppendResultDto::Appended {
            command_id,
            aggregate_id,
            first_version,
            last_version,
            first_position,
            last_position,
        },
        AppendStatus::AlreadyProcessed => AppendResultDto::AlreadyProcessed {
            command_id,
            aggregate_id,
            first_version,
            last_version,
            first_position,
            last_position,
        },
    }
}

fn parse_request(dto: &AppendRequestDto) -> ServiceResult<Append> {
    let command_id = match dto.command_id.as_deref() {
        Some(text) => CommandId::parse(text).map_err(ServiceError::invalid)?,
        None => Uuid::now_v7().into(),
    };
    let aggregate_id = AggregateId::parse(&dto.aggregate_id).map_err(ServiceError::invalid)?;
    let aggregate_type = AggregateType::new(&dto.aggregate_type);
    let metadata = json("metadata", &dto.metadata)?;
    let events = dto.events.iter().map(|event| parse_event(event, &metadata));
    let stream = StreamAppend {
        aggregate_id: aggregate_id.clone(),
        aggregate_type: aggregate_type.clone(),
        expected: dto.expected_version.into(),
        events: events.collect::<ServiceResult<_>>()?,
    };
    let correlation_id = dto
        .correlation_id
        .as_deref()
        .map(CorrelationId::parse)
        .transpose();
    let command = NewCommand {
        command_id,
        command_type: CommandType::new(&dto.command_type),
        aggregate_id,
        aggregate_type,
        actor: Actor::new(&dto.actor),
        actor_type: dto.actor_type.parse().map_err(ServiceError::invalid)?,
        source: dto.source.parse().map_err(ServiceError::invalid)?,
        correlation_id: correlation_id.map_err(ServiceError::invalid)?,
        data: json("data", &dto.data)?,
    };
    Ok(Append {
        command,
        streams: vec![stream],
    })
}

fn parse_event(dto: &NewEventDto, metadata: &RawJson) -> ServiceResult<NewEvent> {
    let causation_id = dto
        .causation_id
        .as_deref()
        .map(CausationId::parse)
        .transpose();
    Ok(NewEvent {
        event_id: None,
        event_type: EventType::new(&dto.event_type),
        event_version: dto.event_version,
        data: json("an event's data", &dto.data)?,
        metadata: match &dto.metadata {
            Some(text) => json("an event's metadata", text)?,
            None => metadata.clone(),
        },
        causation_id: causation_id.map_err(ServiceError::invalid)?,
    })
}

fn json(what: &str, text: &str) -> ServiceResult<RawJson> {
    RawJson::parse(text)
        .map_err(|error| ServiceError::invalid(format!("{what} cannot be recorded: {error}")))
}

impl From<ExpectedVersionDto> for ExpectedVersion {
    fn from(dto: ExpectedVersionDto) -> Self {
        match dto {
            ExpectedVersionDto::Any => Self::Any,
            ExpectedVersionDto::NoStream => Self::NoStream,
            ExpectedVersionDto::StreamExists => Self::StreamExists,
            ExpectedVersionDto::Exact { version } => Self::Exact(Version(version)),
        }
    }
}
