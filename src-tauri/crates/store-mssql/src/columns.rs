//! The columns of a table, and how each is selected and compared, whatever type another program gave it.

use std::collections::HashMap;

use uuid::Uuid;

use crate::value::Values;

/// What a column holds, as far as statements differ by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// uniqueidentifier.
    Id,
    /// Text of any length.
    Text,
    /// A moment without an offset, in UTC.
    Moment,
    /// A moment with an offset.
    OffsetMoment,
    /// A whole number.
    Number,
    /// Anything else, selected as text.
    Other,
}

impl Kind {
    /// The kind of a type, by the type's name.
    pub fn of(type_name: &str) -> Self {
        match type_name.to_ascii_lowercase().as_str() {
            "uniqueidentifier" => Self::Id,
            "nvarchar" | "varchar" | "nchar" | "char" | "ntext" | "text" => Self::Text,
            "datetime2" | "datetime" | "smalldatetime" | "date" => Self::Moment,
            "datetimeoffset" => Self::OffsetMoment,
            "bigint" | "int" | "smallint" | "tinyint" => Self::Number,
            _ => Self::Other,
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be empty.
    pub is_nullable: bool,
}

/// The columns that a table has, by their names in lower case.
#[derive(Debug, Clone, Default)]
pub struct Columns(HashMap<String, Column>);

impl Columns {
    /// Adds a column.
    pub fn add(&mut self, name: &str, column: Column) {
        self.0.insert(name.to_lowercase(), column);
    }

    /// The column of a name.
    pub fn get(&self, name: &str) -> Option<Column> {
        self.0.get(name).copied()
    }

    /// Whether there is one of that name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// What to select for a column, NULL for a missing one. What the driver does not read is selected as text.
    pub fn cell(&self, name: &str) -> String {
        match self.get(name).map(|column| column.kind) {
            None => "NULL".to_owned(),
            Some(Kind::OffsetMoment) => format!("CONVERT(nvarchar(40), {name}, 126)"),
            Some(Kind::Moment) => format!("CONVERT(datetime2(7), {name})"),
            Some(Kind::Other) => format!("CONVERT(nvarchar(max), {name})"),
            Some(Kind::Id | Kind::Text | Kind::Number) => name.to_owned(),
        }
    }

    /// The cells of several columns, one behind the other.
    pub fn cells(&self, names: &[&str]) -> String {
        names
            .iter()
            .map(|name| self.cell(name))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// A moment in UTC that can be compared with datetime2, NULL where none can be read.
    pub fn moment(&self, name: &str) -> String {
        let with_offset =
            |text: String| format!("CONVERT(datetime2(7), SWITCHOFFSET({text}, '+00:00'))");
        match self.get(name).map(|column| column.kind) {
            None => "CONVERT(datetime2(7), NULL)".to_owned(),
            Some(Kind::Moment) => self.cell(name),
            Some(Kind::OffsetMoment) => with_offset(name.to_owned()),
            Some(_) => with_offset(format!(
                "TRY_CAST(CONVERT(nvarchar(100), {name}) AS datetimeoffset)"
            )),
        }
    }

    /// A condition that a column is exactly this text. The server takes texts for equal that differ in blanks at their
    /// ends, and by its own collation in more; their lengths and code points tell them apart.
    pub fn equals<'v>(
        &self,
        name: &str,
        text: &'v str,
        values: &mut Values<'v>,
        is_ours: bool,
    ) -> String {
        match self.get(name).map(|column| column.kind) {
            None => NEVER.to_owned(),
            Some(Kind::Id) => match Uuid::try_parse(text) {
                Ok(id) => format!("{name} = {}", values.add(id)),
                Err(_) => NEVER.to_owned(),
            },
            Some(_) => {
                let cell = if is_ours {
                    name.to_owned()
                } else {
                    comparable(name)
                };
                let value = values.add(text);
                format!("{cell} = {value} AND DATALENGTH({cell}) = DATALENGTH({value})")
            }
        }
    }

    /// A condition that a column is one of these texts, portion by portion; NULL, which nothing equals, fills up.
    pub fn is_one_of<'v>(
        &self,
        name: &str,
        texts: &[&'v str],
        values: &mut Values<'v>,
    ) -> Option<String> {
        use crate::value::Value;
        let kind = self.get(name)?.kind;
        let marks = texts.len().next_power_of_two();
        let mut names = Vec::with_capacity(marks);
        for text in texts {
            names.push(match (kind, Uuid::try_parse(text)) {
                (Kind::Id, Ok(id)) => values.add(id),
                (Kind::Id, Err(_)) => continue,
                _ => values.add(*text),
            });
        }
        while names.len() < marks {
            names.push(match kind {
                Kind::Id => values.add(Value::Id(None)),
                _ => "NULL".to_owned(),
            });
        }
        let cell = if kind == Kind::Id {
            name.to_owned()
        } else {
            comparable(name)
        };
        Some(format!("{cell} IN ({})", names.join(", ")))
    }
}

/// A condition that holds for no row.
pub const NEVER: &str = "1 = 0";

/// A column of any type as text that is compared by its code points.
pub fn comparable(name: &str) -> String {
    format!("CONVERT(nvarchar(max), {name}) COLLATE Latin1_General_BIN2")
}
