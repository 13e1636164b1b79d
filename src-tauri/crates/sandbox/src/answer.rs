//! Response envelopes. The platform has several, and a client has to live with all of them.
//! (Atoms: response envelope and errors.)

use axum::Json;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
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

/// What a deprecated route says of itself, whether it still works or not.
pub const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");

const MIGRATED: &str = "This endpoint is deprecated under the branch model. Use the /agents/:id/branches APIs — publish, \
                        make-live and config edits now happen on branches. If you are calling this via the MCP server, \
                        update the MCP tool to its branch-model version as well.";

/// A refused request: `{"status": false, "errors": […]}`, some with a code or with more about a conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    status: StatusCode,
    errors: Vec<String>,
    code: Option<&'static str>,
    data: Option<Value>,
    deprecated: bool,
}

impl Refusal {
    fn one(status: StatusCode, error: impl Into<String>) -> Self {
        Self::many(status, vec![error.into()])
    }

    fn many(status: StatusCode, errors: Vec<String>) -> Self {
        Self {
            status,
            errors,
            code: None,
            data: None,
            deprecated: false,
        }
    }

    /// 400: the request itself is wrong.
    pub fn invalid(error: impl Into<String>) -> Self {
        Self::one(StatusCode::BAD_REQUEST, error)
    }

    /// 400 with one sentence per mistake.
    pub fn invalid_all(errors: Vec<String>) -> Self {
        Self::many(StatusCode::BAD_REQUEST, errors)
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

    /// 409 with a code that programs can tell apart.
    pub fn coded(code: &'static str, error: impl Into<String>) -> Self {
        Self {
            code: Some(code),
            ..Self::conflict(error)
        }
    }

    /// 409 for a write to a draft whose same fields somebody else changed: their paths, and the context if there is one.
    pub fn collision(paths: Vec<String>, context: Option<Value>) -> Self {
        Self {
            data: context.map(|context| json!({ "conflict": context })),
            ..Self::many(StatusCode::CONFLICT, paths)
        }
    }

    /// 409 for a call of the first generation to an agent on the branch model.
    pub fn migrated() -> Self {
        Self {
            deprecated: true,
            ..Self::coded("versioning_v2_migration_required", MIGRATED)
        }
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
        let mut body = Object::new();
        body.insert("status".to_owned(), json!(false));
        if let Some(code) = self.code {
            body.insert("error_type".to_owned(), json!(code));
        }
        body.insert("errors".to_owned(), json!(self.errors));
        if let Some(data) = self.data {
            body.insert("data".to_owned(), data);
        }
        let mut response = (self.status, Json(body)).into_response();
        if self.deprecated {
            deprecate(&mut response);
        }
        response
    }
}

/// Marks an answer as that of a deprecated route.
pub fn deprecate(response: &mut Response) {
    response
        .headers_mut()
        .insert(DEPRECATION, HeaderValue::from_static("true"));
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
