//! A connection in use: statements in, rows out.

use futures_util::TryStreamExt;
use tiberius::{QueryItem, Row};

use crate::connection::Client;
use crate::error::Answer;
use crate::value::Values;

/// A connection in use.
pub struct Session(pub(crate) Client);

impl Session {
    /// Runs a statement and gives its rows.
    pub async fn rows(&mut self, sql: &str, values: &Values<'_>) -> Answer<Vec<Row>> {
        Ok(self
            .0
            .query(sql, &values.as_sql())
            .await?
            .into_first_result()
            .await?)
    }

    /// Runs a statement and gives its first row.
    pub async fn row(&mut self, sql: &str, values: &Values<'_>) -> Answer<Option<Row>> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Runs several statements with the same values, and gives the rows of each that has any to give.
    pub async fn results(&mut self, sql: &str, values: &Values<'_>) -> Answer<Vec<Vec<Row>>> {
        Ok(self
            .0
            .query(sql, &values.as_sql())
            .await?
            .into_results()
            .await?)
    }

    /// Runs a statement and shows its rows one by one while they arrive; `false` ends it.
    pub async fn each(
        &mut self,
        sql: &str,
        values: &Values<'_>,
        mut show: impl FnMut(&Row) -> bool + Send,
    ) -> Answer<()> {
        let values = values.as_sql();
        let mut stream = self.0.query(sql, &values).await?;
        while let Some(item) = stream.try_next().await? {
            if let QueryItem::Row(row) = item
                && !show(&row)
            {
                break;
            }
        }
        Ok(())
    }

    /// Runs statements without values as they stand. What begins or ends a transaction must come this way: a statement
    /// with values runs as a procedure, which has to leave as many transactions open as it found.
    pub async fn batch(&mut self, sql: &str) -> Answer<Vec<Vec<Row>>> {
        Ok(self.0.simple_query(sql).await?.into_results().await?)
    }
}
