//! What is sent with a request: bounded in size and time.

use crate::{error::Failure, settings::Limits};
use axum::{
    body::Body,
    http::{HeaderMap, Method, header},
};
use http_body_util::{BodyExt, Limited};

/// Takes a body whole.
///
/// # Errors
/// It is too large, does not arrive in time or breaks off.
pub async fn taken(body: Body, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let whole = tokio::time::timeout(limits.sending, Limited::new(body, limits.body).collect()).await;
    match whole {
        Ok(Ok(whole)) => Ok(whole.to_bytes().to_vec()),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => Err(Failure::Large),
        Ok(Err(_)) | Err(_) => Err(Failure::Broken),
    }
}

/// Whether a page of another site had a browser send this: where browsers tell, a form of ours comes from here.
pub fn is_foreign(method: &Method, headers: &HeaderMap) -> bool {
    let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if matches!(*method, Method::GET | Method::HEAD) {
        return false;
    }
    if let Some(site) = told("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let host = told(header::HOST.as_str()).unwrap_or_default();
    told(header::ORIGIN.as_str()).is_some_and(|origin| {
        origin.split_once("://").is_none_or(|(_, origin)| !origin.eq_ignore_ascii_case(host))
    })
}

#[cfg(test)]
mod tests {
    use super::is_foreign;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    #[test]
    fn forms_of_other_sites_are_told() {
        let asked = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            is_foreign(&Method::POST, &HeaderMap::from_iter(pairs))
        };
        let host = ("host", "localhost:7070");
        assert!(!asked(&[host]));
        assert!(!asked(&[host, ("origin", "http://localhost:7070")]));
        assert!(!asked(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(asked(&[host, ("origin", "http://evil.example")]));
        assert!(asked(&[host, ("origin", "null")]));
        assert!(asked(&[host, ("sec-fetch-site", "cross-site"), ("origin", "http://localhost:7070")]));
        assert!(!is_foreign(&Method::GET, &HeaderMap::new()));
    }
}
