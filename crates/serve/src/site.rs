//! Which page answers which address.

use crate::{
    answer,
    asked::{Asked, Format, parted},
    assets,
    error::{Error, Failure},
    guard::{Hosts, Token, dress, is_foreign, taken},
    kept::Kept,
    log,
    metrics::Metrics,
    pool::Pool,
    routes::{Forms, Make, ROUTES, Route},
    settings::Settings,
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header},
    routing::get,
};
use sha2::{Digest, Sha256};
use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::{Instant, UNIX_EPOCH},
};
use store::{Store, query::Overview};
use tower::{Service, ServiceExt, service_fn};

/// What pages are made with.
pub struct Site {
    pub settings: Settings,
    pub pool: Arc<Pool>,
    pub metrics: Metrics,
    hosts: Hosts,
    token: Option<Token>,
    overview: Mutex<Option<Counted>>,
    kept: Kept,
}

/// A page that is being made.
pub struct Context<'c> {
    pub site: &'c Arc<Site>,
    pub store: &'c Store,
    pub asked: &'c Asked,
    /// What the path names: a number, two countries.
    pub named: Vec<String>,
    /// What was sent with the request; empty where pages are asked for.
    pub sent: Vec<u8>,
}

/// Answers requests.
pub fn service(
    settings: Settings,
) -> Result<
    impl Service<Request<hyper::body::Incoming>, Response = Response<Body>, Error = Infallible, Future: Send>
    + Clone
    + Send,
    Error,
> {
    let limits = &settings.limits;
    let site = Arc::new(Site {
        pool: Arc::new(Pool::open(&settings.store, limits.at_once, limits.waiting)?),
        metrics: Metrics::default(),
        hosts: Hosts::of(settings.address, &settings.hosts),
        token: settings.token.as_deref().map(Token::of),
        overview: Mutex::default(),
        kept: Kept::new(),
        settings,
    });
    let router = router(Arc::clone(&site));
    Ok(service_fn(move |request: Request<hyper::body::Incoming>| {
        let (site, router) = (Arc::clone(&site), router.clone());
        async move { Ok(site.answer(router, request.map(Body::new)).await) }
    }))
}

fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let answer = move |State(site): State<Arc<Site>>,
                           named: Path<Vec<(String, String)>>,
                           request: Request| async move {
            site.page(route, named.0, request).await
        };
        let takes_forms = route.forms == Forms::Posted;
        router = router.route(route.path, if takes_forms { get(answer).post(answer) } else { get(answer) });
    }
    router
        .route("/assets/{name}", get(|Path(name): Path<String>| async move { file(&name) }))
        .route("/healthz", get(healthz))
        .route("/metrics", get(|State(site): State<Arc<Site>>| async move { site.metrics.text() }))
        .fallback(async |request: Request| {
            let asked = asked(&request);
            answer::failed(&asked, Failure::Missing).map(Body::from)
        })
        .with_state(site)
}

async fn healthz(State(site): State<Arc<Site>>) -> (StatusCode, &'static str) {
    let asked = site.pool.ask(site.settings.limits.time, |store| Ok(Overview::is_there(store)?)).await;
    match asked {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be read\n"),
    }
}

fn file(name: &str) -> Response<Body> {
    let Some((kind, bytes)) = assets::asset(name) else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response
}

/// The form that was asked for, as the path told it.
#[derive(Clone, Copy)]
struct Wanted(Format);

/// The name of the page that answered.
#[derive(Clone, Copy)]
struct Named(&'static str);

fn asked(request: &Request) -> Asked {
    let format = request.extensions().get::<Wanted>().map_or(Format::Html, |wanted| wanted.0);
    Asked::of(request.uri(), request.headers(), format)
}

impl Site {
    async fn answer(&self, router: Router, mut request: Request) -> Response<Body> {
        let began = Instant::now();
        let under_way = self.metrics.under_way();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let (known, trusted) = self.trusts(&request, &path);
        let (rest, format) = parted(&path);
        let rest = rest.to_owned();
        request.extensions_mut().insert(Wanted(format));
        if format != Format::Html
            && let Some(uri) = with_path(request.uri(), &rest)
        {
            *request.uri_mut() = uri;
        }
        let mut response = if !known {
            plain(
                StatusCode::MISDIRECTED_REQUEST,
                "this is not a name of this site; depeche serve --name NAME makes it one\n",
            )
        } else if !trusted {
            let mut response =
                plain(StatusCode::UNAUTHORIZED, "a token is needed: Authorization: Bearer …\n");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            response
        } else {
            router.oneshot(request).await.unwrap_or_else(|never| match never {})
        };
        dress(response.headers_mut());
        let name = response.extensions().get::<Named>().map_or("other", |named| named.0);
        let took = began.elapsed();
        drop(under_way);
        self.metrics.count(name, response.status().as_u16(), took);
        if self.settings.log {
            let bytes = axum::body::HttpBody::size_hint(response.body()).exact();
            log::request(method.as_str(), &path, response.status().as_u16(), took, bytes);
        }
        response
    }

    /// Whether a request names this site, and whether it carries the token that is wanted.
    fn trusts(&self, request: &Request, path: &str) -> (bool, bool) {
        let told = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let wanted = self.token.as_ref().filter(|_| path != "/healthz");
        (
            self.hosts.knows(told(header::HOST)),
            wanted.is_none_or(|token| token.is_in(told(header::AUTHORIZATION))),
        )
    }

    async fn page(
        self: Arc<Self>,
        route: &'static Route,
        named: Vec<(String, String)>,
        request: Request,
    ) -> Response<Body> {
        let mut asked = asked(&request);
        if asked.format == Format::Csv && route.forms != Forms::Table {
            return answer::failed(&asked, Failure::Missing).map(Body::from);
        }
        match route.known(&asked.params, asked.format != Format::Html) {
            Ok(params) => asked.params = params,
            Err(failure) => return answer::failed(&asked, failure).map(Body::from),
        }
        let mark = self.mark(&asked, request.uri());
        let mut response = if request.method() == Method::POST {
            self.made(route.make, &asked, named, request).await.map(Body::from)
        } else {
            let seen = is_seen(request.headers(), &mark);
            let mut response = if seen {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                response
            } else {
                let kept = self.kept.or_made(&mark, self.made(route.make, &asked, named, request)).await;
                Response::clone(&kept).map(Body::from)
            };
            if seen || response.status().is_success() {
                response
                    .headers_mut()
                    .extend(HeaderValue::try_from(mark).ok().map(|mark| (header::ETAG, mark)));
            }
            response
        };
        response.extensions_mut().insert(Named(route.name));
        response
    }

    async fn made(
        self: &Arc<Self>,
        make: Make,
        asked: &Asked,
        named: Vec<(String, String)>,
        request: Request,
    ) -> Response<Bytes> {
        let limits = &self.settings.limits;
        let foreign = is_foreign(request.method(), request.headers());
        let sent = if foreign { Err(Failure::Foreign) } else { taken(request.into_body(), limits).await };
        let made = match sent {
            Ok(sent) => {
                let (site, wants) = (Arc::clone(self), asked.clone());
                let named: Vec<String> = named.into_iter().map(|(_, value)| value).collect();
                let make =
                    move |store: &Store| make(&Context { site: &site, store, asked: &wants, named, sent });
                self.pool.ask(limits.time, make).await
            }
            Err(failure) => Err(failure),
        };
        answer::respond(asked, made)
    }

    /// What changes when an answer may: the store, what is asked, in which language, under which name, and this program.
    fn mark(&self, asked: &Asked, uri: &Uri) -> String {
        let parts = [
            self.state(),
            uri.to_string(),
            format!("{:?}", asked.format),
            asked.words.lang.to_owned(),
            asked.host.clone(),
        ];
        let digest = Sha256::digest(parts.join("\n"));
        let digits: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("W/\"{digits}\"")
    }

    /// What changes when the store does.
    fn state(&self) -> String {
        let of = |ending: &str| {
            let mut path = self.pool.path().as_os_str().to_owned();
            path.push(ending);
            let meta = std::fs::metadata(path).ok()?;
            let time = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            Some((meta.len(), time.as_nanos()))
        };
        format!("{} {:?} {:?}", env!("CARGO_PKG_VERSION"), of(""), of("-wal"))
    }

    /// Counts of the whole store. While they are counted anew, which may take seconds, those of before are told.
    ///
    /// # Errors
    /// Those of the file.
    pub fn overview(self: &Arc<Self>, store: &Store) -> Result<Arc<Overview>, Failure> {
        let state = self.state();
        let mut known = self.overview.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_mut() {
            Some(known) if known.state == state => Ok(Arc::clone(&known.overview)),
            Some(known) => {
                // The first to see that they are old has them counted.
                known.state = state;
                let site = Arc::clone(self);
                std::thread::spawn(move || {
                    let counted =
                        Store::open_to_read(site.pool.path()).and_then(|store| Overview::of(&store));
                    let mut known = site.overview.lock().unwrap_or_else(PoisonError::into_inner);
                    if let (Ok(counted), Some(known)) = (counted, known.as_mut()) {
                        known.overview = Arc::new(counted);
                    }
                });
                Ok(Arc::clone(&known.overview))
            }
            None => {
                let overview = Arc::new(Overview::of(store)?);
                *known = Some(Counted { state, overview: Arc::clone(&overview) });
                Ok(overview)
            }
        }
    }
}

/// Counts, and the state of the store that they are of.
struct Counted {
    state: String,
    overview: Arc<Overview>,
}

/// Whether who asks has the answer already.
fn is_seen(headers: &HeaderMap, mark: &str) -> bool {
    let seen = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    seen.is_some_and(|seen| seen.split(',').any(|seen| seen.trim() == mark))
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{path}{query}").parse().ok()
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
