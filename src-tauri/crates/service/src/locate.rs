//! From a text that somebody typed or pasted to what it names.

use hindsight_domain::{AggregateId, CommandId, CorrelationId, EventFilter, Position};
use hindsight_store::EventStore;

use crate::error::ServiceResult;
use crate::wire::FoundDto;

/// Finds everything that a text names: a position, an event, an aggregate, a business operation, a command.
///
/// # Errors
/// The store's own.
pub async fn locate(store: &dyn EventStore, text: &str) -> ServiceResult<Vec<FoundDto>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let by_position = match text.trim_start_matches('#').parse() {
        Ok(position) => store.get_event(Position(position)).await?,
        Err(_) => None,
    };
    let by_id = store.find_event(text).await?;
    found.extend(
        by_position
            .into_iter()
            .chain(by_id)
            .map(|event| FoundDto::Event {
                position: event.position.to_string(),
                event_type: event.event_type.to_string(),
            }),
    );
    found.extend(
        store
            .aggregate(&AggregateId::new(text))
            .await?
            .map(|summary| FoundDto::Aggregate {
                aggregate_id: summary.aggregate_id.to_string(),
                aggregate_type: summary.aggregate_type.to_string(),
            }),
    );
    found.extend(correlation(store, text).await?);
    found.extend(
        store
            .check_command_processed(&CommandId::new(text))
            .await?
            .map(|command| FoundDto::Command {
                command_id: command.command_id.to_string(),
                command_type: command.command_type.to_string(),
            }),
    );
    Ok(found)
}

async fn correlation(store: &dyn EventStore, text: &str) -> ServiceResult<Option<FoundDto>> {
    let id = CorrelationId::new(text);
    let filter = EventFilter {
        correlation_id: Some(id),
        ..EventFilter::default()
    };
    let events = store.count(&filter).await?;
    Ok((events > 0).then(|| FoundDto::Correlation {
        correlation_id: text.to_owned(),
        events: events.to_string(),
    }))
}
