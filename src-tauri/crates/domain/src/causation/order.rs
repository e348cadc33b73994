//! The order in which things come: events by position, whatever else stands above them just before the first of them.

use super::parents::Parents;

/// All slots in order.
pub(super) fn in_order(parents: &Parents<'_>) -> Vec<usize> {
    let slots = parents.of.len();
    let mut order = Vec::with_capacity(slots);
    let mut is_placed = vec![false; slots];
    let mut above = Vec::new();
    let events = parents.events();
    for slot in events.clone().chain(events.end..slots) {
        // Every thing is climbed over once; events have their own place and stop the climb.
        let mut at = Some(slot);
        while let Some(next) =
            at.filter(|next| !is_placed[*next] && (*next == slot || !events.contains(next)))
        {
            is_placed[next] = true;
            above.push(next);
            at = parents.of[next];
        }
        order.extend(above.drain(..).rev());
    }
    order
}
