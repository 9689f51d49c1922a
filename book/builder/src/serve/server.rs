//! Shows folders and tells events. Knows nothing of builds.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HOST, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED, RANGE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::state::{Event, Shown};
use crate::tags::escape;

const EVENTS: &str = "/.serve/events";
const SCRIPT: &str = "/.serve/reload.js";
const PROGRESS_SCRIPT: &str = "/.serve/progress.js";
const PROGRESS_STYLE: &str = "/.serve/progress.css";

pub(super) fn serve(listener: TcpListener, shown: Arc<Shown>) -> Result<(), String> {
    let say = |error: std::io::Error| format!("the server stopped: {error}");
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(say)?;
    let app = Router::new()
        .route(EVENTS, get(events))
        .route(SCRIPT, get(asset("text/javascript", include_str!("reload.js"))))
        .route(PROGRESS_SCRIPT, get(asset("text/javascript", include_str!("progress.js"))))
        .route(PROGRESS_STYLE, get(asset("text/css", include_str!("progress.css"))))
        .fallback(page)
        .layer(middleware::from_fn(only_local))
        .with_state(shown);
    let outcome = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        // Open pages hold their connection for ever, so nobody waits for them.
        tokio::select! {
            ended = axum::serve(listener, app) => ended,
            stopped = tokio::signal::ctrl_c() => stopped,
        }
    });
    runtime.shutdown_background();
    outcome.map_err(say)
}

/// Something that belongs to the server and not to the book.
fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse + Clone {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")], text)
}

/// Another site that points its own name at this machine is not the reader.
async fn only_local(request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    match is_local(host) {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}

async fn events(
    State(shown): State<Arc<Shown>>,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    let builds = WatchStream::new(shown.events()).map(|event| told(&event));
    let progress = WatchStream::new(shown.progress())
        .map(|json| sse::Event::default().event("progress").data(json));
    Sse::new(builds.merge(progress).map(Ok)).keep_alive(KeepAlive::default())
}

fn told(event: &Event) -> sse::Event {
    match event {
        Event::Starting => sse::Event::default().comment("starting"),
        Event::Built(number) => sse::Event::default().event("built").data(number.to_string()),
        Event::Broken(why) => sse::Event::default().event("broken").data(why.replace('\r', "")),
    }
}

async fn page(State(shown): State<Arc<Shown>>, mut request: Request) -> Response {
    let Some((number, folder)) = shown.good() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    // A build takes less than a second, so a page may change without its time stamp doing so.
    for header in [IF_MODIFIED_SINCE, IF_NONE_MATCH, RANGE] {
        request.headers_mut().remove(header);
    }
    let missing = folder.join("404.html");
    let additions = additions(number, &shown.progress().borrow());
    let answer = ServeDir::new(folder).oneshot(request).await;
    let Ok(answer) = answer;
    let answer = answer.map(Body::new);
    match answer.status() {
        StatusCode::NOT_FOUND => {
            let text = std::fs::read_to_string(missing).unwrap_or_default();
            let html = [(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
            with((StatusCode::NOT_FOUND, html, text).into_response(), &additions).await
        }
        _ => with(answer, &additions).await,
    }
}

fn is_local(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// The answer as it is sent: never kept by the browser, and a page with its additions.
async fn with(answer: Response, additions: &str) -> Response {
    let (mut parts, body) = answer.into_parts();
    parts.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.remove(LAST_MODIFIED);
    let is_html = parts
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_html {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(inject(&String::from_utf8_lossy(&bytes), additions)))
}

/// What a served page has and a built one has not: a script that reloads it when a build with another number is shown,
/// and one that shows where the reader is, who should not have to wait for the first event.
fn additions(number: u64, progress: &str) -> String {
    let progress = escape(progress);
    format!(
        "<script src=\"{SCRIPT}\" data-events=\"{EVENTS}\" data-build=\"{number}\"></script>\
         <link rel=\"stylesheet\" href=\"{PROGRESS_STYLE}\">\
         <script src=\"{PROGRESS_SCRIPT}\" data-progress=\"{progress}\"></script>"
    )
}

fn inject(html: &str, additions: &str) -> String {
    match html.rfind("</body>") {
        Some(end) => format!("{}{additions}{}", &html[..end], &html[end..]),
        None => format!("{html}{additions}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_additions_stand_at_the_end_of_the_body() {
        assert_eq!(inject("<body>a</body></html>", "b"), "<body>ab</body></html>");
        let additions = additions(7, "{\"a\":1}");
        assert!(additions.starts_with(
            "<script src=\"/.serve/reload.js\" data-events=\"/.serve/events\" data-build=\"7\"></script>"
        ));
        assert!(
            additions.ends_with("data-progress=\"{&quot;a&quot;:1}\"></script>"),
            "{additions}"
        );
    }

    #[test]
    fn only_this_machine_is_served() {
        assert!(is_local("localhost:3000") && is_local("127.0.0.1") && is_local("[::1]:3000"));
        assert!(!is_local("evil.example:3000") && !is_local(""));
    }
}
