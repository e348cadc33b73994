//! One column of one segment: a small number for each event, as narrow as its largest.

/// The numbers of one column, packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// The same for every event.
    Same(u32),
    /// None is above 255.
    Narrow(Vec<u8>),
    /// None is above 65,535.
    Middle(Vec<u16>),
    /// Any.
    Wide(Vec<u32>),
}

impl Codes {
    /// Packs numbers.
    pub fn pack(codes: &[u32]) -> Self {
        let first = codes.first().copied().unwrap_or_default();
        if codes.iter().all(|code| *code == first) {
            return Self::Same(first);
        }
        let most = codes.iter().copied().max().unwrap_or_default();
        // The casts lose nothing: no number is above the largest.
        match most {
            0..=0xff => Self::Narrow(codes.iter().map(|code| *code as u8).collect()),
            0x100..=0xffff => Self::Middle(codes.iter().map(|code| *code as u16).collect()),
            _ => Self::Wide(codes.to_vec()),
        }
    }

    /// The number of one event.
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Self::Same(code) => *code,
            Self::Narrow(codes) => u32::from(codes[row]),
            Self::Middle(codes) => u32::from(codes[row]),
            Self::Wide(codes) => codes[row],
        }
    }

    /// Takes from the mask every row whose number is another; the first of the mask is row `first`.
    pub fn keep_equal(&self, code: u32, first: usize, mask: &mut [u8]) {
        let rows = first..first + mask.len();
        match self {
            Self::Same(same) if *same == code => {}
            Self::Same(_) => mask.fill(0),
            Self::Narrow(codes) => keep(&codes[rows], u8::try_from(code).ok(), mask),
            Self::Middle(codes) => keep(&codes[rows], u16::try_from(code).ok(), mask),
            Self::Wide(codes) => keep(&codes[rows], Some(code), mask),
        }
    }

    /// Adds to the count of each number how many rows of the mask have it. Numbers without a count are left out.
    pub fn tally(&self, first: usize, mask: &[u8], counts: &mut [u64]) {
        let rows = first..first + mask.len();
        match self {
            Self::Same(code) => {
                if let Some(count) = counts.get_mut(*code as usize) {
                    *count += sum(mask);
                }
            }
            Self::Narrow(codes) => {
                // Four tables, so that equal numbers in a row need not wait for one another.
                let mut tables = [[0u32; 256]; 4];
                for (nth, (code, bit)) in codes[rows].iter().zip(mask).enumerate() {
                    tables[nth & 3][usize::from(*code)] += u32::from(*bit);
                }
                for (code, count) in counts.iter_mut().enumerate().take(256) {
                    *count += tables
                        .iter()
                        .map(|table| u64::from(table[code]))
                        .sum::<u64>();
                }
            }
            Self::Middle(codes) => add(
                codes[rows].iter().map(|code| usize::from(*code)),
                mask,
                counts,
            ),
            Self::Wide(codes) => add(codes[rows].iter().map(|code| *code as usize), mask, counts),
        }
    }

    /// The numbers as bytes: one that tells the width, then each, least byte first.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Same(code) => [vec![0], code.to_le_bytes().to_vec()].concat(),
            Self::Narrow(codes) => [&[1], codes.as_slice()].concat(),
            Self::Middle(codes) => std::iter::once(2)
                .chain(codes.iter().flat_map(|code| code.to_le_bytes()))
                .collect(),
            Self::Wide(codes) => std::iter::once(4)
                .chain(codes.iter().flat_map(|code| code.to_le_bytes()))
                .collect(),
        }
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote for so many events; `None` when it is anything else.
    pub fn from_bytes(bytes: &[u8], events: usize) -> Option<Self> {
        let (width, bytes) = bytes.split_first()?;
        let codes = match width {
            0 => return Some(Self::Same(u32::from_le_bytes(bytes.try_into().ok()?))),
            1 => Self::Narrow(bytes.to_vec()),
            2 => Self::Middle(
                bytes
                    .as_chunks()
                    .0
                    .iter()
                    .map(|two| u16::from_le_bytes(*two))
                    .collect(),
            ),
            4 => Self::Wide(
                bytes
                    .as_chunks()
                    .0
                    .iter()
                    .map(|four| u32::from_le_bytes(*four))
                    .collect(),
            ),
            _ => return None,
        };
        (bytes.len() == events * usize::from(*width)).then_some(codes)
    }

    /// How many bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Same(_) => 0,
            Self::Narrow(codes) => codes.len(),
            Self::Middle(codes) => codes.len() * 2,
            Self::Wide(codes) => codes.len() * 4,
        }
    }
}

/// How many rows a mask holds.
pub fn sum(mask: &[u8]) -> u64 {
    // Blocks whose sum fits into sixteen bits are added up many at a time.
    let block = |block: &[u8]| u64::from(block.iter().map(|bit| u16::from(*bit)).sum::<u16>());
    mask.chunks(4_096).map(block).sum()
}

fn keep<T: Copy + PartialEq>(codes: &[T], wanted: Option<T>, mask: &mut [u8]) {
    let Some(wanted) = wanted else {
        return mask.fill(0);
    };
    for (bit, code) in mask.iter_mut().zip(codes) {
        *bit &= u8::from(*code == wanted);
    }
}

fn add(codes: impl Iterator<Item = usize>, mask: &[u8], counts: &mut [u64]) {
    for (code, bit) in codes.zip(mask) {
        if let Some(count) = counts.get_mut(code) {
            *count += u64::from(*bit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packing_keeps_every_number(codes in prop::collection::vec(prop_oneof![0..4u32, 0..300u32, 0..70_000u32], 0..40)) {
            let packed = Codes::pack(&codes);
            let back = Codes::from_bytes(&packed.to_bytes(), codes.len()).unwrap();
            prop_assert_eq!(&back, &packed);
            for (row, code) in codes.iter().enumerate() {
                prop_assert_eq!(back.get(row), *code);
            }
        }

        #[test]
        fn masks_and_counts_are_those_of_a_plain_loop(
            codes in prop::collection::vec(prop_oneof![0..3u32, 0..3u32, 250..260u32, 65_530..65_540u32], 2..60),
            bits in prop::collection::vec(0..2u8, 60),
            wanted in 0..3u32,
        ) {
            let packed = Codes::pack(&codes);
            let first = codes.len() / 3;
            let mut mask = bits[..codes.len() - first].to_vec();
            packed.keep_equal(wanted, first, &mut mask);
            let plain: Vec<u8> = codes[first..].iter().zip(&bits).map(|(code, bit)| bit & u8::from(*code == wanted)).collect();
            prop_assert_eq!(&mask, &plain);
            prop_assert_eq!(sum(&mask), plain.iter().map(|bit| u64::from(*bit)).sum::<u64>());
            let mut counts = vec![0; 65_540];
            packed.tally(first, &bits[..codes.len() - first], &mut counts);
            let mut plain = vec![0; 65_540];
            for (code, bit) in codes[first..].iter().zip(&bits) {
                plain[*code as usize] += u64::from(*bit);
            }
            prop_assert!(counts == plain);
        }
    }
}
