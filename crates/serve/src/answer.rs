//! An answer in the form that was asked for.

use crate::{
    asked::{Asked, Format},
    error::Failure,
    parts::Layout,
    wording::Wording,
};
use askama::Template;
use axum::{
    body::Bytes,
    http::{HeaderValue, Response, StatusCode, header},
};
use serde_json::{Value as Json, json};
use store::query::Value;

/// What a page gives.
#[derive(Debug)]
pub enum Answer {
    /// HTML.
    Page(String),
    /// HTML that says what is wrong with what was asked.
    Unfit(String),
    /// JSON.
    Json(Json),
    /// Rows under columns, and where more of them are.
    Table(Table),
    /// Go there instead.
    Elsewhere(String),
}

/// Rows under columns.
#[derive(Debug, Default)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// A value for each.
    pub rows: Vec<Vec<Value>>,
    /// Address of the rows after these.
    pub next: Option<String>,
}

impl Table {
    /// As JSON: an object a row.
    pub fn json(&self) -> Json {
        let object = |row: &Vec<Value>| -> Json {
            let pairs = self.columns.iter().zip(row);
            Json::Object(pairs.map(|(name, value)| (name.clone(), json!(value))).collect())
        };
        json!({"rows": self.rows.iter().map(object).collect::<Vec<_>>(), "next": self.next})
    }

    fn csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|value| guarded(value.cell())))?;
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A cell that a spreadsheet would take for a formula is kept from that by an apostrophe; numbers stay numbers.
fn guarded(cell: String) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell }
}

/// The response. A language that was chosen is remembered by the browser.
pub fn respond(asked: &Asked, answer: Result<Answer, Failure>) -> Response<Bytes> {
    let mut response = response(asked, answer);
    if asked.params.get("ui") == Some(asked.words.lang) {
        let cookie = format!("ui={}; Path=/; Max-Age=31536000; SameSite=Lax", asked.words.lang);
        response
            .headers_mut()
            .extend(HeaderValue::try_from(cookie).ok().map(|cookie| (header::SET_COOKIE, cookie)));
    }
    response
}

fn response(asked: &Asked, answer: Result<Answer, Failure>) -> Response<Bytes> {
    match answer {
        Ok(Answer::Page(html)) => written(StatusCode::OK, HTML, html),
        Ok(Answer::Unfit(html)) => written(StatusCode::BAD_REQUEST, HTML, html),
        Ok(Answer::Json(value)) => written(StatusCode::OK, JSON, format!("{value}\n")),
        Ok(Answer::Table(table)) => {
            let next = table
                .next
                .as_ref()
                .and_then(|next| HeaderValue::try_from(format!("<{next}>; rel=\"next\"")).ok());
            let mut response = match (asked.format, table.csv()) {
                (Format::Csv, Ok(csv)) => written(StatusCode::OK, CSV, csv),
                (Format::Csv, Err(error)) => return response(asked, Err(Failure::Ours(error.to_string()))),
                _ => written(StatusCode::OK, JSON, format!("{}\n", table.json())),
            };
            next.into_iter().for_each(|next| drop(response.headers_mut().insert(header::LINK, next)));
            response
        }
        Ok(Answer::Elsewhere(to)) => {
            let mut response = written(StatusCode::SEE_OTHER, HTML, String::new());
            let to = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static("/"));
            response.headers_mut().insert(header::LOCATION, to);
            response
        }
        Err(failure) => failed(asked, failure),
    }
}

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const CSV: &str = "text/csv; charset=utf-8; header=present";

fn written(status: StatusCode, kind: &'static str, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A page that says what is wrong.
#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    message: &'a str,
}

/// What is wrong, in the form that was asked for.
pub fn failed(asked: &Asked, failure: Failure) -> Response<Bytes> {
    let words = asked.words;
    let (status, message) = match failure {
        Failure::Missing => (StatusCode::NOT_FOUND, words.missing.to_owned()),
        Failure::Bad(why) => (StatusCode::BAD_REQUEST, why),
        Failure::Busy => (StatusCode::SERVICE_UNAVAILABLE, words.busy.to_owned()),
        Failure::Late => (StatusCode::SERVICE_UNAVAILABLE, words.late.to_owned()),
        Failure::Large => (StatusCode::PAYLOAD_TOO_LARGE, words.large.to_owned()),
        Failure::Broken => (StatusCode::REQUEST_TIMEOUT, words.unsent.to_owned()),
        Failure::Foreign => (StatusCode::FORBIDDEN, words.foreign.to_owned()),
        Failure::Store(error) => {
            // Paths of this machine are nothing for whoever asks.
            crate::log::error(&error.to_string());
            (StatusCode::INTERNAL_SERVER_ERROR, words.broken.to_owned())
        }
        Failure::Ours(error) => {
            crate::log::error(&error);
            (StatusCode::INTERNAL_SERVER_ERROR, words.broken.to_owned())
        }
    };
    let mut response = if asked.format == Format::Html {
        let layout = Layout::of(asked, words.failure);
        let page = FailurePage { layout, words, message: &message }.render();
        written(status, HTML, page.unwrap_or_else(|_| message.clone()))
    } else {
        written(status, JSON, format!("{}\n", json!({"error": message})))
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in
            [("=1+1", "'=1+1"), ("-2.5", "-2.5"), ("@x", "'@x"), ("- non", "'- non"), ("Xi", "Xi")]
        {
            assert_eq!(guarded(cell.to_owned()), written);
        }
    }
}
