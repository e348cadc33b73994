//! The list of the contract's rules, and the macro that makes tests of them.

/// Expands to one asynchronous test for each rule of the [contract](crate::contract), each on a fresh harness of
/// the given expression. The calling crate needs tokio with the features `macros` and `rt`.
///
/// Attributes before the expression are put on every test, such as one that leaves them out where there is no server.
#[macro_export]
macro_rules! contract_suite {
    ($(#[$when:meta])+ $fresh:expr) => {
        $crate::contract_suite! { @all [$(#[$when])+] $fresh }
    };
    ($fresh:expr) => {
        $crate::contract_suite! { @all [] $fresh }
    };
    (@all $when:tt $fresh:expr) => {
        $crate::contract_suite! { @rooms $when $fresh;
            append_order {
                the_command_id_comes_before_the_expected_version,
                a_reused_id_comes_before_the_expected_version,
                a_conflict_leaves_nothing_behind,
                a_command_and_its_events_are_recorded_whole,
                a_processed_command_can_be_looked_up,
                a_command_without_events_is_recorded,
                one_event_can_be_appended_by_itself,
            }
            expected_versions {
                a_belief_that_holds_is_recorded,
                a_belief_that_does_not_hold_is_a_conflict,
                a_stream_without_events_is_held_against_the_store,
            }
            retries {
                a_retry_is_told_the_first_outcome,
                a_retry_knows_events_with_another_cause,
                a_retry_after_later_events_is_told_its_own,
                a_retry_without_events_is_recognised,
                a_retry_is_recognised_after_reopening,
                a_refused_request_is_judged_anew,
                other_content_under_a_used_id_is_refused,
            }
            streams {
                several_aggregates_are_recorded_in_order,
                one_conflict_refuses_all,
                one_event_that_cannot_be_written_refuses_all,
                an_aggregate_keeps_its_type,
            }
            batches {
                a_refused_request_does_not_keep_the_others,
                a_request_that_fails_half_way_leaves_no_half,
                several_refused_by_the_database_do_not_keep_the_others,
                a_command_twice_in_one_batch_is_processed_once,
                an_empty_batch_does_nothing,
                large_batches_are_recorded_whole,
            }
            positions {
                nothing_leaves_a_gap,
                reopening_counts_on,
                event_ids_are_made_by_the_store,
                one_event_is_found_by_position_and_by_id,
            }
            timestamps {
                the_store_gives_the_time,
                instants_are_spelled_in_fixed_width,
                time_never_runs_backwards,
                time_never_runs_backwards_after_reopening,
                the_edges_of_time_are_recorded,
            }
            json {
                delicate_json_is_kept_to_the_byte,
                random_json_is_kept_to_the_byte,
                a_megabyte_is_kept_to_the_byte,
                the_deepest_nesting_is_kept_to_the_byte,
            }
            invalid_requests {
                faults_are_named_and_nothing_is_written,
                an_event_id_is_taken_once,
                a_snapshot_of_nothing_is_refused,
                hostile_text_is_only_text,
            }
            queries {
                each_filter_finds_what_it_says,
                any_two_filters_find_what_both_say,
                a_stretch_of_time_is_half_open,
                events_of_a_type_are_found,
                events_since_a_version_are_found,
                unknown_names_find_nothing,
            }
            pages {
                pages_leave_nothing_out_and_repeat_nothing,
                any_position_is_a_cursor,
                the_last_page_has_no_cursor,
                pages_have_a_largest_and_a_smallest_size,
                new_events_come_at_the_end,
            }
            lookups {
                many_commands_are_found_at_once,
                many_events_are_found_by_their_positions,
                commands_are_found_by_what_they_recorded,
                commands_come_in_portions,
                many_events_are_found_at_once,
                causes_that_are_named_are_told,
            }
            histograms {
                an_edge_belongs_to_the_stretch_behind_it,
                stretches_add_up_to_the_count,
                events_outside_are_left_out,
            }
            directory {
                aggregates_are_listed_in_the_order_they_began,
                aggregates_are_listed_as_they_were,
                the_cursor_of_aggregates_is_a_position,
                one_aggregate_is_seen_at_a_glance,
                types_are_counted,
                an_empty_store_is_empty,
            }
            snapshots {
                the_latest_at_or_before_is_found,
                a_snapshot_comes_back_whole,
                a_snapshot_is_replaced_at_its_version,
                a_snapshot_keeps_the_name_it_is_given,
                snapshots_are_listed_page_by_page,
            }
            reading_only {
                writing_is_refused,
                a_viewer_sees_what_others_write,
                a_store_says_what_it_is,
            }
            concurrency {
                nothing_is_lost_or_doubled,
                of_equal_beliefs_one_holds,
                retries_at_once_have_one_outcome,
                a_reader_never_sees_half_a_command,
            }
            interruption {
                an_append_that_is_given_up_is_whole_or_nothing,
                a_read_that_is_given_up_leaves_the_store_well,
            }
        }
    };
    (@importing $when:tt $fresh:expr) => {
        $crate::contract_suite! { @rooms $when $fresh;
            importing {
                rows_come_back_as_they_were,
                a_command_that_was_taken_over_is_recognised,
                a_finished_import_is_a_store_like_any_other,
                a_row_that_breaks_a_rule_takes_its_portion_with_it,
                a_begun_import_goes_on,
                another_store_is_not_gone_on_with,
                texts_of_any_length_come_back,
                an_unfinished_copy_says_so,
                snapshots_that_are_there_are_replaced,
            }
        }
    };
    (@rooms $when:tt $fresh:expr; $($room:ident $rules:tt)+) => {
        $( $crate::contract_suite! { @room $when $fresh; $room $rules } )+
    };
    (@room $when:tt $fresh:expr; $room:ident { $($rule:ident),+ $(,)? }) => {
        mod $room {
            use super::*;
            $( $crate::contract_suite! { @rule $when $fresh; $room $rule } )+
        }
    };
    (@rule [$(#[$when:meta])*] $fresh:expr; $room:ident $rule:ident) => {
        $(#[$when])*
        #[tokio::test]
        async fn $rule() {
            $crate::contract::$room::$rule(&$fresh).await;
        }
    };
}

/// The same for the rules of taking over another store's rows, on an [`ImportHarness`](crate::ImportHarness).
#[macro_export]
macro_rules! importing_suite {
    ($(#[$when:meta])+ $fresh:expr) => {
        $crate::contract_suite! { @importing [$(#[$when])+] $fresh }
    };
    ($fresh:expr) => {
        $crate::contract_suite! { @importing [] $fresh }
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// A rule that is written and not listed would never run.
    #[test]
    fn every_rule_is_listed() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let listed = fs::read_to_string(source.join("suite.rs")).unwrap();
        let listed: BTreeSet<&str> = listed
            .lines()
            .map(|line| line.trim().trim_end_matches(','))
            .collect();
        let mut rules = 0;
        for room in fs::read_dir(source.join("contract")).unwrap() {
            let text = fs::read_to_string(room.unwrap().path()).unwrap();
            let names = text
                .lines()
                .filter_map(|line| line.strip_prefix("pub async fn "));
            for rule in names
                .filter_map(|rest| rest.split_once('('))
                .map(|(rule, _)| rule)
            {
                // What is generic is no rule but something that rules begin with.
                if rule.contains('<') {
                    continue;
                }
                assert!(listed.contains(rule), "list {rule} in contract_suite!");
                rules += 1;
            }
        }
        assert!(
            rules > 60,
            "only {rules} rules were found: is this looking in the right place?"
        );
    }
}
