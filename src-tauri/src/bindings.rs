//! The wire contract, declared once: the commands that exist, and the TypeScript that is made from them.

use tauri::Wry;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands::{browse, catalog, projections, stores, trace, travel, write};

/// Every command and event that crosses to the page.
pub fn builder() -> Builder<Wry> {
    Builder::<Wry>::new()
        .commands(collect_commands![
            stores::startup,
            stores::open_store,
            stores::pick_store,
            stores::connect_store,
            stores::pick_certificates,
            stores::create_store,
            stores::create_demo,
            stores::close_store,
            stores::set_writable,
            stores::store_info,
            stores::check_store,
            stores::recent_stores,
            stores::forget_recent,
            stores::cancel,
            browse::query_events,
            browse::count_events,
            browse::histogram,
            browse::event_detail,
            browse::list_aggregates,
            browse::get_aggregate,
            browse::aggregate_events,
            browse::aggregate_types,
            browse::event_types,
            browse::locate,
            catalog::catalog_status,
            catalog::set_text_index,
            catalog::pause_catalog,
            catalog::rebuild_catalog,
            catalog::facet,
            catalog::stack,
            catalog::place,
            catalog::directory,
            catalog::understand,
            catalog::complete,
            catalog::search,
            travel::state_at,
            travel::blame_at,
            travel::find_moments,
            travel::diff_states,
            travel::compare_world,
            travel::export_comparison,
            travel::snapshots_of,
            trace::trace,
            trace::compare_traces,
            trace::check,
            trace::actor,
            write::append,
            projections::projections,
            projections::choose_projections_folder,
            projections::reset_projections_folder,
            projections::new_projection,
        ])
        .events(collect_events![
            stores::StoreRequested,
            projections::ProjectionsChanged,
            catalog::CatalogChanged
        ])
        // One type for each shape: the page sends and receives the same.
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Set by `cargo xtask gen` to write the file instead of comparing it.
    const WRITE: &str = "HINDSIGHT_WRITE_BINDINGS";

    #[test]
    fn bindings_are_fresh() {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/bindings.ts");
        if std::env::var_os(WRITE).is_some() {
            builder()
                .export(specta_typescript::Typescript::default(), &kept)
                .unwrap();
            return;
        }
        let made = std::env::temp_dir().join(format!("bindings-{}.ts", std::process::id()));
        builder()
            .export(specta_typescript::Typescript::default(), &made)
            .unwrap();
        let text = |path: &Path| std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let (made_text, kept_text) = (text(&made), text(&kept));
        std::fs::remove_file(&made).unwrap();
        assert!(
            made_text == kept_text,
            "{} is out of date: run `cargo xtask gen`",
            kept.display()
        );
    }
}
