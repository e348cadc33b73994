//! Writing to the open store; refused by the store itself unless it was opened for writing.

use hindsight_service::ServiceError;
use hindsight_service::wire::{AppendRequestDto, AppendResultDto};
use tauri::State;

use crate::state::AppState;

/// Sends one command.
#[tauri::command]
#[specta::specta]
pub async fn append(
    state: State<'_, AppState>,
    request: AppendRequestDto,
) -> Result<AppendResultDto, ServiceError> {
    hindsight_service::append(&state.session().await?, &request).await
}
