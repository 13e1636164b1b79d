//! Response envelopes. The platform has several, and a client has to live with all of them.
//! (Atoms: response envelope and errors.)

use axum::Json;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A JSON object whose members keep the order they were written in.
pub type Object = Map<String, Value>;

/// What a route gives back.
pub type Answer = Result<Response, Refusal>;

/// `{"status": true, "data": …}` with 200.
pub fn ok(data: impl Serialize) -> Response {
    Json(Enveloped { status: true, data }).into_response()
}

/// The same with 201.
pub fn created(data: impl Serialize) -> Response {
    (StatusCode::CREATED, ok(data)).into_response()
}

/// `{"success": true, "data": …}`, the envelope of the newer endpoints.
pub fn success(data: impl Serialize) -> Response {
    Json(json!({ "success": true, "data": json!(data) })).into_response()
}

#[derive(Serialize)]
struct Enveloped<T: Serialize> {
    status: bool,
    data: T,
}

/// The page that the platform's web framework makes for a route it does not know.
pub fn no_such_route(method: &Method, uri: &Uri) -> Response {
    let path = uri
        .path()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n\
         <body>\n<pre>Cannot {method} {path}</pre>\n</body>\n</html>\n"
    );
    (
        StatusCode::NOT_FOUND,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        page,
    )
        .into_response()
}

/// A refused request: `{"status": false, "errors": […]}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    status: StatusCode,
    errors: Vec<String>,
}

impl Refusal {
    fn one(status: StatusCode, error: impl Into<String>) -> Self {
        Self {
            status,
            errors: vec![error.into()],
        }
    }

    /// 400: the request itself is wrong.
    pub fn invalid(error: impl Into<String>) -> Self {
        Self::one(StatusCode::BAD_REQUEST, error)
    }

    /// 400 with one sentence per mistake.
    pub fn invalid_all(errors: Vec<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            errors,
        }
    }

    /// 401, always in the same words.
    pub fn unauthorized() -> Self {
        Self::one(StatusCode::UNAUTHORIZED, "Unauthorized: User not found")
    }

    /// 403.
    pub fn forbidden(error: impl Into<String>) -> Self {
        Self::one(StatusCode::FORBIDDEN, error)
    }

    /// 404 as JSON: the route exists, the thing does not.
    pub fn missing(error: impl Into<String>) -> Self {
        Self::one(StatusCode::NOT_FOUND, error)
    }

    /// 409.
    pub fn conflict(error: impl Into<String>) -> Self {
        Self::one(StatusCode::CONFLICT, error)
    }

    /// 500. Its cause is logged where it happens; the caller learns nothing about it.
    pub fn internal() -> Self {
        Self::one(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error")
    }

    /// The first sentence, for callers inside this process.
    pub fn sentence(&self) -> String {
        self.errors.join("; ")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (
            self.status,
            Json(json!({ "status": false, "errors": self.errors })),
        )
            .into_response()
    }
}

/// Reads a request body as a JSON object. No body at all counts as an empty object.
pub fn object(body: &[u8]) -> Result<Object, Refusal> {
    if body.is_empty() {
        return Ok(Object::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(Refusal::invalid(format!(
            "Expected object, received {}",
            type_name(&other)
        ))),
        Err(error) => Err(Refusal::invalid(format!(
            "Request body is not valid JSON: {error}"
        ))),
    }
}

/// The word that validation messages use for a JSON type.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
